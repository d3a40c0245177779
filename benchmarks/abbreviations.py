"""Measure abbreviation definitions: precision, recall, F1 and speed, beside other tools.

The set is MED1250 of Ab3P (Sohn et al. 2008) as far as it lies in the data
folder (``med1250/labeled.txt``). A pair counts if short form and long form,
lower-cased, are exactly those of the gold; pairs are a set per abstract. A
seeded draw of 60 % of the abstracts is the development part: errors are analysed
on these only, so the rest tells how the rules do on other text.

Systems: the definition stage of papnlp; scispaCy's ``AbbreviationDetector`` on
``spacy.blank("en")`` with the tokenizer of scispaCy's models, and with that of spaCy;
``abbreviations`` from PyPI (Schwartz and Hearst 2003). One that is not
installed is left out with a line saying so.

Usage: ``python benchmarks/abbreviations.py [--errors] [--data FOLDER] [--json FILE]``
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import importlib.util
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from report.rows import Counts, Row, add_json_option, data_folder, shares, write_result

from papnlp.abbreviations.definitions import DefinitionFinder
from papnlp.document import Document
from papnlp.evaluation.adapters import read_gold_set
from papnlp.model import open_model
from papnlp.text.normalise import normalise

Pairs = set[tuple[str, str]]
System = Callable[[str], Pairs]
_SEED, _SHARE = 11, 0.6


@dataclass(frozen=True, slots=True)
class Abstract:
    """A record with its gold pairs, lower-cased."""

    id: str
    text: str
    pairs: frozenset[tuple[str, str]]


def folded(text: str) -> str:
    """Return a string as it is compared."""
    return normalise(text.strip(), "en").lower


def read_abstracts(path: Path) -> list[Abstract]:
    """Read MED1250 with its pairs as they are compared."""
    return [
        Abstract(
            gold["id"],
            Document.from_dict(gold).text("en"),
            frozenset(
                (folded(pair["short"]), folded(pair["long"])) for pair in gold["abbreviations"]
            ),
        )
        for gold in read_gold_set("med1250", path)
    ]


def parts(abstracts: list[Abstract]) -> dict[str, list[Abstract]]:
    """Return the development part, the rest and all."""
    drawn = sorted(abstracts, key=lambda item: item.id)
    random.Random(_SEED).shuffle(drawn)  # noqa: S311 (a seeded draw)
    cut = int(len(drawn) * _SHARE)
    return {"development": drawn[:cut], "held out": drawn[cut:], "all": drawn}


def papnlp_system() -> System:
    """Return the detector of this package."""
    finder = DefinitionFinder(open_model(), "en")

    def find(text: str) -> Pairs:
        norm = normalise(text, "en").norm
        return {(folded(item.short), folded(item.long)) for item in finder.find(norm)}

    return find


def scispacy_system(*, own_tokenizer: bool = True) -> System:
    """Return scispaCy's detector on a blank English pipeline.

    Parameters
    ----------
    own_tokenizer : bool
        Tokenise as the models of scispaCy do, which finds more than the default of spaCy.
    """
    spacy = importlib.import_module("spacy")
    importlib.import_module("scispacy.abbreviation")
    nlp = spacy.blank("en")
    if own_tokenizer:
        module = importlib.import_module("scispacy.custom_tokenizer")
        nlp.tokenizer = module.combined_rule_tokenizer(nlp)
    nlp.add_pipe("abbreviation_detector")

    def find(text: str) -> Pairs:
        found = nlp(text)._.abbreviations
        return {(folded(item.text), folded(item._.long_form.text)) for item in found}

    return find


def _from_distribution(name: str, file: str) -> ModuleType:
    """Load a module from its file: its package is named as this script, which stands before it."""
    path = Path(str(importlib.metadata.distribution(name).locate_file(file)))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None or not path.exists():
        raise ImportError(f"{file} is not there", name=name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def schwartz_hearst_system() -> System:
    """Return the detector of the ``abbreviations`` package."""
    module = _from_distribution("abbreviations", "abbreviations/schwartz_hearst.py")

    def find(text: str) -> Pairs:
        found = module.extract_abbreviation_definition_pairs(doc_text=text)
        return {(folded(short), folded(long)) for short, long in found.items()}

    return find


SYSTEMS: dict[str, Callable[[], System]] = {
    "papnlp": papnlp_system,
    "scispaCy": scispacy_system,
    "scispaCy, spaCy's tokenizer": partial(scispacy_system, own_tokenizer=False),
    "abbreviations": schwartz_hearst_system,
}


def score(system: System, abstracts: list[Abstract]) -> list[Counts]:
    """Return for each abstract the pairs right, found and in the gold."""
    told = ((system(abstract.text), abstract.pairs) for abstract in abstracts)
    return [(len(found & pairs), len(found), len(pairs)) for found, pairs in told]


def speed(system: System, abstracts: list[Abstract], passes: int = 3) -> float:
    """Return abstracts per second of processor time, the best of some passes."""
    best = 0.0
    for _ in range(passes):
        begin = time.process_time()
        for abstract in abstracts:
            system(abstract.text)
        best = max(best, len(abstracts) / (time.process_time() - begin))
    return best


def print_errors(system: System, abstracts: list[Abstract]) -> None:
    """Print the pairs of the development part that are missed or wrong."""
    for abstract in abstracts:
        found = system(abstract.text)
        for short, long in sorted(abstract.pairs - found):
            print(f"{abstract.id}  missed  {short}  {long}")
        for short, long in sorted(found - abstract.pairs):
            print(f"{abstract.id}  wrong   {short}  {long}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list errors of the development part")
    parser.add_argument("--data", help="folder of the data sets")
    add_json_option(parser)
    options = parser.parse_args()
    rows: list[Row] = []
    sets = parts(read_abstracts(data_folder(options.data) / "med1250" / "labeled.txt"))
    print(f"{'system':28} {'part':12} {'P':>6} {'R':>6} {'F1':>6} {'abstracts/s':>12}")
    for name, build in SYSTEMS.items():
        try:
            system = build()
        except ImportError as error:
            print(f"{name:28} not installed ({error.name}): pip install 'papnlp[benchmarks]'")
            continue
        rate = speed(system, sets["all"])
        for part, abstracts in sets.items():
            found = shares(part, name, score(system, abstracts), "en")
            rows += found
            figures = " ".join(f"{row.value:6.3f}" for row in found)
            print(f"{name:28} {part:12} {figures}" + (f" {rate:12,.0f}" if part == "all" else ""))
        rows.append(Row("MED1250", name, "definitions", rate, unit="abstracts/s", lang="en"))
    if options.json:
        write_result(options.json, "abbreviations", rows)
    if options.errors:
        print_errors(papnlp_system(), sets["development"])


if __name__ == "__main__":
    main()

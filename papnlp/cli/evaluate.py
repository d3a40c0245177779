"""``papnlp evaluate``: scores against a gold set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papnlp.cli import DONE, REJECTED, say

if TYPE_CHECKING:
    from papnlp.evaluation.evaluation import Evaluation, Prediction
    from papnlp.evaluation.scores import Score
    from papnlp.model import Model


class UsageError(ValueError):
    """Options that do not go together, in one line."""


class Match(str, Enum):
    """How mentions must agree in the measure that decides."""

    exact = "exact"
    overlap = "overlap"
    concept = "concept"


_PRIMARY = {
    Match.exact: "mentions",
    Match.overlap: "mentions (overlap)",
    Match.concept: "concepts",
}


def evaluate(  # noqa: PLR0917 (each an option of the command)
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="Gold .jsonl, or a folder with docs/ and annotations/."
        ),
    ],
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions",
            help="What to score: evidence, or another gold set; extracted if not given.",
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="OTHER",
            help="Other predictions, or another model's folder, to test the difference.",
        ),
    ] = None,
    match: Annotated[
        Match, typer.Option("--match", help="How mentions must agree in the measure that decides.")
    ] = Match.exact,
    measures: Annotated[
        list[str] | None,
        typer.Option("--measure", metavar="NAME", help="Only this measure; may be repeated."),
    ] = None,
    record_keys: Annotated[
        list[str] | None,
        typer.Option(
            "--record-key",
            metavar="FIELDS",
            help="Fields of a record that must agree, by commas; may be repeated.",
        ),
    ] = None,
    bootstrap: Annotated[
        int, typer.Option("--bootstrap", min=0, help="Samples for the intervals; 0 for none.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the random numbers.")] = 0,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="List errors in .jsonl, .csv or .html."),
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            min=0.0,
            max=1.0,
            help="Exit with 1 if the F1 of a measure that decides is lower than this.",
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME", help="Published format of GOLD."),
    ] = None,
    options: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="KEY=VALUE", help="Option of --from; may be repeated."),
    ] = None,
    as_json: Annotated[  # noqa: FBT002
        bool, typer.Option("--json", help="Print JSON Lines instead of a table.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", help="Name of the model, or its folder.")
    ] = "pap",
) -> int:
    """Score the extraction, or given predictions, against a gold set."""
    from papnlp.evaluation.error_files import check_suffix, write_errors  # noqa: PLC0415
    from papnlp.model import open_model  # noqa: PLC0415

    if errors is not None:
        check_suffix(errors)
    opened = open_model(model)
    documents = _gold(gold, opened, from_, options)
    run = _Run(documents, opened, [_key(item) for item in record_keys or ()], bootstrap, seed)
    found = run.read(predictions) if predictions is not None else run.extract(model)
    evaluation = run.score(found)
    chosen = _chosen(evaluation.scores, measures, match)
    differences = None if compare is None else run.compare(evaluation, compare)
    if errors is not None:
        count = write_errors(errors, evaluation.errors(), f"Errors on {gold.name}")
        say(f"{count} error{'s' * (count != 1)} written to {errors}")
    _show(evaluation, chosen, differences, only=bool(measures), as_json=as_json)
    missed = [
        item
        for item in evaluation.scores
        if fail_under is not None and item.measure in chosen and item.f1 < fail_under
    ]
    for item in missed:
        say(f"{item.measure} ({item.lang}): F1 {item.f1:.3f} is under {fail_under}")
    return REJECTED if missed else DONE


@dataclass(frozen=True, slots=True)
class _Run:
    """The gold documents, and how they are scored."""

    documents: Sequence[Mapping[str, Any]]
    model: Model
    record_keys: Sequence[tuple[str, ...]]
    bootstrap: int
    seed: int

    def read(self, path: Path) -> Sequence[Prediction]:
        """Read predictions, and say what is left out of them."""
        from papnlp.evaluation.predictions import in_order, read_predictions  # noqa: PLC0415

        found = read_predictions(path, self.model.vocabulary)
        ordered = in_order(found, self.documents, path)
        if more := len(found) - len(ordered):
            say(f"{path}: {more} document{'s' * (more != 1)} without gold left out")
        return ordered

    def extract(self, model: str) -> Sequence[Prediction]:
        """Extract the evidence of the gold documents."""
        import papnlp  # noqa: PLC0415

        return list(map(papnlp.load(model), self.documents))

    def score(self, found: Sequence[Prediction]) -> Evaluation:
        """Score predictions."""
        from papnlp.evaluation.evaluation import evaluate as score  # noqa: PLC0415

        evaluation = score(
            self.documents,
            found,
            vocabulary=self.model.vocabulary,
            record_keys=self.record_keys,
            bootstrap=self.bootstrap,
            seed=self.seed,
            read_change=self._change_reader(),
        )
        for line in evaluation.left_out():
            say(line)
        return evaluation

    def _change_reader(self) -> Callable[[str, str, str, str], str | None] | None:
        if not any("changes" in document for document in self.documents):
            return None
        from papnlp.findings.change import ChangeReader  # noqa: PLC0415

        return ChangeReader(self.model)

    def compare(self, evaluation: Evaluation, other: str) -> Sequence[Any]:
        """Compare with other predictions, or with what another model extracts."""
        path = Path(other)
        is_model = other == "pap" or (path / "config.toml").exists()
        found = self.extract(other) if is_model else self.read(path)
        return evaluation.compare(self.score(found))


def _gold(
    path: Path, model: Model, from_: str | None, options: Sequence[str] | None
) -> list[dict[str, Any]]:
    from papnlp.evaluation.gold import GoldError  # noqa: PLC0415
    from papnlp.evaluation.reader import read_gold, read_public  # noqa: PLC0415

    pairs = [option.partition("=")[::2] for option in options or ()]
    if from_ is None:
        if pairs:
            raise UsageError("--option goes with --from: give both")
        documents = list(read_gold(path, model.vocabulary))
    else:
        documents = list(read_public(from_, path, dict(pairs), say))
    if not documents:
        raise GoldError(f"{path}: no documents: give a gold set")
    return documents


def _key(fields: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in fields.split(","))


def _chosen(
    scores: Sequence[Score], measures: Sequence[str] | None, match: Match
) -> tuple[str, ...]:
    """Return the names of the measures that decide."""
    known = list(dict.fromkeys(item.measure for item in scores))
    for name in measures or ():
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(known)}"
            raise UsageError(f"no measure {name!r} here: {hint}")
    if measures:
        return tuple(measures)
    primary = _PRIMARY[match]
    return (primary,) if primary in known else tuple(known[:1])


def _show(
    evaluation: Evaluation,
    chosen: Sequence[str],
    differences: Sequence[Any] | None,
    *,
    only: bool,
    as_json: bool,
) -> None:
    import orjson  # noqa: PLC0415

    from papnlp.cli.scores import print_scores  # noqa: PLC0415

    compared = {(item.measure, item.lang): item for item in differences or ()}
    if not as_json:
        print_scores(evaluation, chosen, compared, only=only)
        return
    for item in evaluation.scores:
        if not only or item.measure in chosen:
            other = compared.get((item.measure, item.lang))
            more = {} if other is None else other.to_dict()
            typer.echo(orjson.dumps({**item.to_dict(), **more}))

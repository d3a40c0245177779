"""``papnlp concepts``: look up, check and export the vocabulary."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papnlp.cli import DONE, REJECTED, say

if TYPE_CHECKING:
    from papnlp.vocabulary.concept import Concept
    from papnlp.vocabulary.vocabulary import Vocabulary

ModelOption = Annotated[str, typer.Option("--model", help="Name of the model, or its folder.")]
LabelOption = Annotated[
    str | None,
    typer.Option("--label", help="INTERVENTION, PAIN_TYPE, OUTCOME or OTHER only."),
]


class UnknownConcept(ValueError):  # noqa: N818 (it names what the user gave)
    """A name that the vocabulary does not have, in one line."""


def app() -> typer.Typer:
    """Return the command group."""
    group = typer.Typer(no_args_is_help=True, help="Look up, check and export the vocabulary.")
    group.command("list")(list_)
    group.command("show")(show)
    group.command("search")(search)
    group.command("check")(check)
    group.command("export")(export)
    return group


def _vocabulary(model: str) -> Vocabulary:
    from papnlp.model import open_model  # noqa: PLC0415

    return open_model(model).vocabulary


def _line(concept: Concept) -> str:
    shorts = ", ".join(concept.abbreviations)
    names = (concept.name.get("en", ""), concept.name.get("zh", ""))
    return "\t".join((concept.id, concept.label, *names, shorts))


def _labelled(vocabulary: Vocabulary, label: str | None) -> list[Concept]:
    from papnlp.vocabulary.concept import CONCEPT_LABELS  # noqa: PLC0415

    if label is not None and label.upper() not in CONCEPT_LABELS:
        raise UnknownConcept(f"no label {label!r}: use one of {', '.join(CONCEPT_LABELS)}")
    return [item for item in vocabulary if label is None or item.label == label.upper()]


def list_(label: LabelOption = None, model: ModelOption = "pap") -> int:
    """List concepts: id, label, English name, Chinese name, short forms."""
    for concept in _labelled(_vocabulary(model), label):
        typer.echo(_line(concept))
    return DONE


def _look_up(vocabulary: Vocabulary, name: str) -> list[Concept]:
    concept = vocabulary.get(name) or vocabulary.get(f"pap:{name}")
    if concept:
        return [concept]
    from papnlp.document import detect_language  # noqa: PLC0415
    from papnlp.vocabulary.variants import key  # noqa: PLC0415

    named = vocabulary.by_name.get(key(name, detect_language(name)), ())
    shorts = vocabulary.by_short_form.get(name, ())
    return list({item.id: item for item in (*named, *shorts)}.values())


def _details(concept: Concept, vocabulary: Vocabulary) -> dict[str, Any]:
    details = concept.to_export()
    more = {
        "kind": concept.kind,
        "valence": concept.valence,
        "measures": list(concept.measures),
        "narrower": [item.id for item in vocabulary if concept.id in item.broader],
    }
    return {**details, **{name: value for name, value in more.items() if value}}


def show(
    name: Annotated[str, typer.Argument(help="Id, name, synonym or short form.")],
    model: ModelOption = "pap",
) -> int:
    """Show all that the vocabulary knows of a concept."""
    import orjson  # noqa: PLC0415

    vocabulary = _vocabulary(model)
    found = _look_up(vocabulary, name)
    if not found:
        raise UnknownConcept(f"{name}: no such concept: see papnlp concepts search")
    for concept in found:
        details = orjson.dumps(_details(concept, vocabulary), option=orjson.OPT_INDENT_2)
        typer.echo(details.decode())
    return DONE


def search(
    text: Annotated[str, typer.Argument(help="Part of a name, synonym, short form or id.")],
    label: LabelOption = None,
    model: ModelOption = "pap",
) -> int:
    """List the concepts whose names, synonyms, short forms or ids hold a text."""
    from papnlp.vocabulary.variants import key  # noqa: PLC0415

    sought = {lang: key(text, lang) for lang in ("en", "zh")}
    found = 0
    for concept in _labelled(_vocabulary(model), label):
        hit = text.lower() in concept.id or any(
            text.lower() == short.lower() for short in concept.abbreviations
        )
        if hit or any(
            sought[lang] in key(surface, lang)
            for lang in ("en", "zh")
            for surface in concept.surfaces(lang)
        ):
            typer.echo(_line(concept))
            found += 1
    if not found:
        say(f"{text}: nothing found")
    return DONE if found else REJECTED


def check(
    model: ModelOption = "pap",
    quiet: Annotated[  # noqa: FBT002
        bool, typer.Option("--quiet", help="Show errors only.")
    ] = False,
) -> int:
    """Validate the vocabulary; exit code 1 if there is an error."""
    from papnlp.model import DEFAULT_MODEL, data_path  # noqa: PLC0415
    from papnlp.vocabulary.lint import Linter  # noqa: PLC0415

    folder = data_path("models", DEFAULT_MODEL) if model == DEFAULT_MODEL else Path(model)
    linter = Linter(folder)
    findings = list(linter.findings())
    for finding in findings:
        if finding.is_error or not quiet:
            typer.echo(str(finding))
    errors = sum(finding.is_error for finding in findings)
    for note in linter.notes:
        say(note)
    say(
        f"{linter.count} concepts, {errors} error{'s' * (errors != 1)}, "
        f"{len(findings) - errors} warning{'s' * (len(findings) - errors != 1)}"
    )
    return REJECTED if errors else DONE


def export(
    output: Annotated[
        str, typer.Option("-o", "--output", help="A .jsonl file; - for stdout.")
    ] = "-",
    label: LabelOption = None,
    model: ModelOption = "pap",
) -> int:
    """Write the vocabulary as JSON Lines."""
    import orjson  # noqa: PLC0415

    lines = [
        orjson.dumps(concept.to_export(), option=orjson.OPT_APPEND_NEWLINE)
        for concept in _labelled(_vocabulary(model), label)
    ]
    if output == "-":
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
    else:
        Path(output).write_bytes(b"".join(lines))
        say(f"{len(lines)} concepts written to {output}")
    return DONE

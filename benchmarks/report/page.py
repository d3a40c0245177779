"""The results page: outcomes, first runs and published figures as Markdown."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from report.rows import ResultError, Row
from report.runs import Outcome

HEAD: Final = """\
# Results

This page is made by one command from runs; figures are never typed in.

```console
$ export PAPNLP_DATA=FOLDER    # the public data sets, one folder each
$ make results                 # every run, then this page
$ python benchmarks/results.py --only NAME    # one run afresh, the others as they were
$ python benchmarks/results.py --reuse        # the page from the runs that there are
```

The table of runs is `benchmarks/runs.toml`; each command below repeats its part alone. The public
data is not part of this repository; a run whose data is not there is named under "Left out". Every
figure except those under "Speed" is the same in each repetition.

Figures are shares between 0 and 1, micro-averaged. Where a range follows a figure, it is the 95 %
interval from resampling documents (questions of Evidence Inference); the gold sets are small, so
read the range, not the point. *n* is the number of documents behind a row; for `papnlp evaluate` of
gold items, for section roles of sentences, for changes of questions, for absence of mentions.
"""
_GOLD: Final = (
    "Documents in both languages, from raw text; see `annotations/README.md`. Only `test` says how "
    "papnlp does on text that it was not developed on. *Abbreviation senses* leave out gold senses "
    "whose concept the vocabulary lacks, which it could not have found: they flatter a little."
)
_PEERS: Final = "Other tools on the same texts, measured by the same script in the same run."
PARTS: Final = {
    "gold": ("Gold sets of this project", _GOLD),
    "public": ("Public data", "Texts and labels of others, for single stages."),
    "peers": ("Peers in the same environment", _PEERS),
}
_FIRST_RUNS: Final = (
    "What each series of 12 documents gave when the pipeline first ran on it, before anything was "
    "mended. H, AC and AD are `test`, all others are now in `dev`. These files are kept, "
    "not repeated: `annotations/first_runs/`. Each is of the version of its day. The first run on "
    "T still counted the abbreviation senses that are left out now (compare *n*), so its figure "
    "for senses cannot be compared."
)
_PUBLISHED: Final = (
    "Printed figures of others. They are on other sets, with other labels or with part of the task "
    "given, so they tell what is usual, not who is better; the last column says what differs. Rows "
    "in bold are papnlp, from the runs above."
)
_SPEED: Final = (
    "Timings change with the machine and what else it does; repetitions here differ by a third or "
    "more, so only large differences mean something. Machine: {machine}."
)
_PASSED: Final = ("measure", "language")


def _plain(text: object) -> str:
    return "–" if text is None or text == "" else str(text).replace("|", "\\|")


def table(head: Sequence[str], lines: Iterable[Sequence[object]], numbers: int = 0) -> list[str]:
    """Return a Markdown table; the last ``numbers`` columns are set to the right."""
    words = len(head) - numbers
    rule = ["---"] * words + ["--:"] * numbers
    written = [head, rule, *([_plain(cell) for cell in line] for line in lines)]
    return [f"| {' | '.join(cells)} |" for cells in written]


def figure(row: Row | None) -> str | None:
    """Return a share with its interval, or None."""
    if row is None:
        return None
    if row.low is None or row.high is None:
        return f"{row.value:.3f}"
    return f"{row.value:.3f} ({row.low:.2f}–{row.high:.2f})"


def shares_table(rows: Sequence[Row]) -> list[str]:
    """Return the rows that are shares as a table, one measure a column."""
    rows = [row for row in rows if row.unit is None]
    measures = list(dict.fromkeys(row.measure for row in rows))
    groups: dict[tuple[str, str | None, str], dict[str, Row]] = {}
    for row in rows:
        groups.setdefault((row.set, row.lang, row.system), {})[row.measure] = row
    has_lang = any(row.lang for row in rows)
    has_systems = len({row.system for row in rows}) > 1
    head = [
        "on",
        *(("language",) if has_lang else ()),
        *(("system",) if has_systems else ()),
        *measures,
        "n",
    ]
    lines = []
    for (name, lang, system), found in groups.items():
        words = [name, *((lang,) if has_lang else ()), *((system,) if has_systems else ())]
        numbers = [row.n for row in found.values() if row.n is not None]
        # One number where all measures share it, else one for each.
        counts = numbers if len(set(numbers)) > 1 else numbers[:1]
        cells = [figure(found.get(measure)) for measure in measures]
        lines.append([*words, *cells, ", ".join(f"{number:,}" for number in counts)])
    return table(head, lines, numbers=len(measures) + 1) if lines else []


def _examples(examples: Sequence[Mapping[str, str]]) -> list[str]:
    head = list(examples[0])
    return table(head, ([example.get(key) for key in head] for example in examples))


def _console(command: str) -> list[str]:
    return ["```console", f"$ {command}", "```"]


def _packages(outcome: Outcome) -> list[str]:
    there = [f"{name} {version}" for name, version in outcome.versions.items() if version]
    absent = [name for name, version in outcome.versions.items() if not version]
    lines = [f"Versions: {', '.join(there)}."] if there else []
    if absent:
        lines.append(f"Not installed, so left out: {', '.join(absent)}.")
    return lines


def section(outcome: Outcome) -> list[str]:
    """Return what the page says of one run."""
    run, result = outcome.run, outcome.result
    if result is None:
        return []
    paragraphs = [
        [f"### {run.title}"],
        [run.note.strip()] if run.note else [],
        _packages(outcome),
        _console(run.command),
        shares_table(result.rows),
        _examples(result.examples) if result.examples else [],
    ]
    return _joined(paragraphs)


def first_runs(folder: Path) -> list[str]:
    """Return the figures of first runs, one table a set.

    Raises
    ------
    ResultError
        If a file lacks a column.
    """
    paragraphs = []
    for path in sorted(folder.glob("*.tsv"), reverse=True):
        with path.open(encoding="utf-8", newline="") as stream:
            entries = list(csv.DictReader(stream, delimiter="\t"))
        columns = (*_PASSED, "precision", "recall", "f1", "gold")
        try:
            lines = [[entry[name] for name in columns] for entry in entries]
        except KeyError as error:
            raise ResultError(f"{path.name}: no column {error}: add it") from error
        head = ["on", "language", "precision", "recall", "F1", "n"]
        paragraphs += [[f"### First run on `{path.stem}`"], table(head, lines, numbers=4)]
    return _joined(paragraphs)


def _ours(topic: Mapping[str, Any], outcomes: Mapping[str, Outcome]) -> list[dict[str, Any]]:
    entries = []
    for pick in topic.get("ours", ()):
        if pick["run"] not in outcomes:
            raise ResultError(f"published figures: no run {pick['run']!r} in the table of runs")
        outcome = outcomes[pick["run"]]
        if outcome.result is None:
            continue
        values = {
            row.measure: figure(row)
            for row in outcome.result.rows
            if (row.set, row.system) == (pick["set"], "papnlp")
            and pick.get("lang") in (None, row.lang)
            and row.unit is None
        }
        if not values:
            raise ResultError(f"published figures: {pick['run']} has no rows on {pick['set']!r}")
        told = {"system": "**papnlp**", "source": "this page", "note": pick.get("note")}
        entries.append({**told, "set": pick["on"], "values": values})
    return entries


def published(topics: Iterable[Mapping[str, Any]], outcomes: Mapping[str, Outcome]) -> list[str]:
    """Return the published figures, one table a topic, ours first.

    Raises
    ------
    ResultError
        If a topic picks rows of ours that there are not.
    """
    paragraphs = []
    for topic in topics:
        theirs = [
            {**entry, "values": {key: f"{value:.3f}" for key, value in entry["values"].items()}}
            for entry in topic["figure"]
        ]
        shown = list(dict.fromkeys(key for entry in theirs for key in entry["values"]))
        measures = [name for name in ("precision", "recall", "F1", "accuracy") if name in shown]
        lines = [
            [
                entry["system"],
                entry["set"],
                *(entry["values"].get(name) for name in measures),
                entry["source"],
                entry["note"],
            ]
            for entry in (*_ours(topic, outcomes), *theirs)
        ]
        head = ["system", "on", *measures, "source", "what differs"]
        paragraphs += [[f"### {topic['name']}"], table(head, lines)]
    return _joined(paragraphs)


def timings(outcomes: Iterable[Outcome]) -> list[str]:
    """Return all timings, one table a run with its command."""
    paragraphs = []
    for outcome in outcomes:
        rows = [row for row in outcome.result.rows if row.unit] if outcome.result else []
        if rows:
            lines = [
                [row.set, row.lang, row.system, row.measure, quantity(row.value), row.unit]
                for row in rows
            ]
            head = ["on", "language", "system", "what", "value", "unit"]
            paragraphs += [
                [f"### {outcome.run.title.partition(':')[0]}"],
                _console(outcome.run.command),
                table(head, lines),
            ]
    return _joined(paragraphs)


def quantity(value: float) -> str:
    """Return a timing with as many digits as it deserves."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _joined(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of paragraphs with an empty line after each."""
    return [line for lines in paragraphs if lines for line in (*lines, "")]


def render(
    outcomes: Sequence[Outcome],
    topics: Iterable[Mapping[str, Any]],
    first_run_folder: Path,
    machine: str,
) -> str:
    """Return the page.

    Parameters
    ----------
    outcomes : sequence of Outcome
        In the order of the table of runs.
    topics : iterable of mapping
        The published figures.
    first_run_folder : Path
        Folder with the scores of first runs, one ``.tsv`` a set.
    machine : str
        What the timings were taken on, in general terms.
    """
    by_name = {outcome.run.name: outcome for outcome in outcomes}
    lines = [HEAD]
    for part, (title, introduction) in PARTS.items():
        sections = [section(outcome) for outcome in outcomes if outcome.run.part == part]
        if any(sections):
            lines += [f"## {title}", "", introduction, ""]
            lines += [line for found in sections for line in found]
        if part == "gold":
            lines += ["## First runs", "", _FIRST_RUNS, "", *first_runs(first_run_folder)]
    lines += ["## Published figures", "", _PUBLISHED, "", *published(topics, by_name)]
    lines += ["## Speed", "", _SPEED.format(machine=machine), "", *timings(outcomes)]
    if absent := [item for item in outcomes if item.result is None]:
        lines += ["## Left out", ""]
        lines += [f"- {item.run.title} (`{item.run.name}`): {item.reason}." for item in absent]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"

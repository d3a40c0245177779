"""The snippets of the documentation run, and the example of the README is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from papnlp.extractor import Extractor

ROOT = Path(__file__).resolve().parent.parent
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n```json\n(.*?)```", re.DOTALL)
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def snippets(page: Path) -> str:
    return "\n".join(SNIPPET.findall(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if snippets(page)], ids=lambda page: page.name
)
def test_snippets_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = compile(snippets(page), str(page), "exec")
    exec(code, {"__name__": "snippet"})  # noqa: S102 (our own documentation)


def test_the_example_of_the_readme_is_what_comes_out(extractor: Extractor) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = dict(EXAMPLE.findall(text))
    evidence = extractor(json.loads(parts["input"]))
    wanted = json.loads(parts["output"])
    found = [record.to_dict() for record in evidence.records]
    assert [{key: record[key] for key in wanted[0]} for record in found] == wanted


def test_every_linked_file_is_there() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"

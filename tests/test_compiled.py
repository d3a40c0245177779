"""What is compiled on demand stays in a form that the compiler takes, and reads the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOOK = ROOT / "hatch_build.py"


def constant(name: str) -> tuple[str, ...]:
    for node in ast.parse(HOOK.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name and node.value:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{HOOK} has no {name}")


def modules() -> Iterator[Path]:
    left_out = {ROOT / "papnlp" / name for name in constant("LEFT_OUT")}
    for name in constant("COMPILED"):
        path = ROOT / "papnlp" / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            if file not in left_out:
                yield file


def test_every_name_is_there() -> None:
    for name in (*constant("COMPILED"), *constant("LEFT_OUT")):
        assert (ROOT / "papnlp" / name).exists(), name


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_that_the_compiler_takes_otherwise(path: Path) -> None:
    """mypyc makes a cached property anew each time, and stops at a star in a membership test."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            decorators = [ast.unparse(item) for item in node.decorator_list]
            assert not [item for item in decorators if "cached_property" in item], node.name
        if isinstance(node, ast.Compare):
            for sign, item in zip(node.ops, node.comparators, strict=True):
                members = getattr(item, "elts", []) if isinstance(sign, ast.In | ast.NotIn) else []
                assert not [star for star in members if isinstance(star, ast.Starred)], (
                    f"line {node.lineno}: put {ast.unparse(item)} into a constant"
                )


def test_the_frozen_form_is_the_one_that_the_hook_replaces() -> None:
    """Every frozen class of the compiled modules is written as the hook looks for it."""
    for path in modules():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@dataclass") and "frozen" in line:
                assert line == "@dataclass(frozen=True, slots=True)", path

"""Build hook that compiles the stages to C with mypyc; off unless asked for.

``HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 pip install .`` (or ``make compiled``) makes a wheel for one
Python and one platform. Without the variable the wheel is pure Python, and nothing here runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED: Final = (
    "abbreviations",
    "bilingual",
    "findings",
    "study",
    "terms",
    "text",
    "vocabulary",
    "analysis.py",
    "annotation.py",
    "evidence.py",
)
LEFT_OUT: Final = ("text/tokenizer.py", "vocabulary/lint.py")
"""Run for spaCy or by hand only, and in a form that mypyc does not take."""

_FROZEN, _PLAIN = "@dataclass(frozen=True, slots=True)", "@dataclass(unsafe_hash=True)"
"""A frozen object takes three times as long to make. That none is changed, mypy has told."""

_SETUP: Final = """
import os, sys
from mypyc.build import mypycify
from setuptools import setup

target, temporary, *files = sys.argv[1:]
options = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
modules = mypycify([*options, *files], opt_level="2", debug_level="0", multi_file=True,
                   group_name="papnlp", target_dir=temporary)
build = ["build_ext", "--build-lib", target, "--build-temp", temporary]
setup(name="papnlp-compiled", packages=[], py_modules=[], ext_modules=modules,
      script_args=[*build, "--parallel", str(os.cpu_count() or 1)])
"""


def sources(package: Path) -> list[Path]:
    """Return the modules that are compiled, sorted."""
    found: list[Path] = []
    for name in COMPILED:
        path = package / name
        found += sorted(path.glob("*.py")) if path.is_dir() else [path]
    left_out = {package / name for name in LEFT_OUT}
    return [path for path in found if path.name != "__init__.py" and path not in left_out]


class CompileHook(BuildHookInterface[Any]):
    """Adds compiled modules to a wheel, beside their sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the wheel is an editable one, whose sources must count."""
        if version == "editable":
            return
        root = Path(self.root)
        work = root / "build" / "compiled"
        shutil.rmtree(work, ignore_errors=True)
        # setuptools reads a pyproject.toml in its folder: it must not find ours.
        package = work / "source" / "papnlp"
        shutil.copytree(root / "papnlp", package, ignore=shutil.ignore_patterns("__pycache__"))
        files = [str(path.relative_to(package.parent)) for path in sources(package)]
        for name in files:
            path = package.parent / name
            text = path.read_text(encoding="utf-8").replace(_FROZEN, _PLAIN)
            path.write_text(text, encoding="utf-8")
        target = work / "lib"
        command = [sys.executable, "-c", _SETUP, str(target), str(work / "objects"), *files]
        if subprocess.run(command, cwd=package.parent, check=False).returncode:  # noqa: S603
            sys.exit("papnlp: mypyc failed, see above; unset HATCH_BUILD_HOOK_ENABLE_CUSTOM")
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        for path in sorted([*target.rglob("*.so"), *target.rglob("*.pyd")]):
            build_data["force_include"][str(path)] = path.relative_to(target).as_posix()

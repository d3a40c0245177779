"""Makes ``benchmarks/`` importable: its scripts share the package ``report``."""

from __future__ import annotations

import sys
from pathlib import Path

# At the end, so that no script there stands before an installed package of its name.
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

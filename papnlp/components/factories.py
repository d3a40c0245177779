"""The factories of all components, for spaCy's entry points."""

from __future__ import annotations

from importlib import import_module

from papnlp.components.base import ORDER
from papnlp.components.state import register_extensions


def load_factories() -> None:
    """Register all factories and extensions; calling it again changes nothing."""
    for name in (*ORDER, "tokenizer"):
        import_module(f"papnlp.components.{name}")
    register_extensions()

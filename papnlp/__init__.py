"""Evidence extraction for pain after amputation, from English and Chinese abstracts."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papnlp.components.pipeline import pipeline
    from papnlp.document import Document
    from papnlp.evidence import Evidence
    from papnlp.extractor import Extractor, load
    from papnlp.readers import read
    from papnlp.writers.frame import to_frame

__all__ = ["Document", "Evidence", "Extractor", "load", "pipeline", "read", "to_frame"]
__version__ = "0.1.0"

_HOMES = {
    "Document": "papnlp.document",
    "Evidence": "papnlp.evidence",
    "Extractor": "papnlp.extractor",
    "load": "papnlp.extractor",
    "pipeline": "papnlp.components.pipeline",
    "read": "papnlp.readers",
    "to_frame": "papnlp.writers.frame",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public object)
    if name in _HOMES:
        # Modules are many objects that stay: nothing is gained by walking them over and over.
        enabled = gc.isenabled()
        gc.disable()
        try:
            value = getattr(import_module(_HOMES[name]), name)
        finally:
            if enabled:
                gc.enable()
        globals()[name] = value
        return value
    raise AttributeError(f"module 'papnlp' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])

"""Gold sets, scores with intervals, comparison of predictions, errors.

>>> from papnlp.evaluation import evaluate
>>> gold = {
...     "id": "a",
...     "abstract": {"en": "Yoga relieved stump pain."},
...     "mentions": [{"lang": "en", "start": 0, "end": 4, "label": "INTERVENTION"}],
... }
>>> evaluate([gold], [gold]).score("mentions", "en").f1
1.0
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papnlp.evaluation.evaluation import Difference, Evaluation, EvaluationError, evaluate
    from papnlp.evaluation.gold import GoldError
    from papnlp.evaluation.reader import read_gold

__all__ = ["Difference", "Evaluation", "EvaluationError", "GoldError", "evaluate", "read_gold"]

# numpy is imported only when something is scored.
_HOMES = {
    "Difference": "papnlp.evaluation.evaluation",
    "Evaluation": "papnlp.evaluation.evaluation",
    "EvaluationError": "papnlp.evaluation.evaluation",
    "evaluate": "papnlp.evaluation.evaluation",
    "GoldError": "papnlp.evaluation.gold",
    "read_gold": "papnlp.evaluation.reader",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public object)
    if name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'papnlp.evaluation' has no attribute {name!r}")

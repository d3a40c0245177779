"""Learn the weights of the cues ``en/roles.toml`` from structured abstracts.

Reads the training half of what ``benchmarks/sections.py`` reads. Short phrases
that tell most about the section are chosen, a linear-chain conditional random
field (Lafferty, McCallum and Pereira, 2001) is trained on them, phrases that
turn out to be frequent and weak are dropped, and it is trained again. An aim
under the heading BACKGROUND and what stands before the aim under OBJECTIVE are
latent: either of the two sections. The table ``curated`` of the file stays.

Needs NumPy and SciPy. Usage: ``python benchmarks/learn_sections.py [--data FOLDER]``
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from report.rows import data_folder
from scipy import sparse  # type: ignore[import-untyped]
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sections import FILE, Abstract, abstracts

from papnlp.model import open_model
from papnlp.text.rhetoric import ROLES
from papnlp.text.sentences import Sentencizer

Array = npt.NDArray[np.float64]
COUNT = len(ROLES)
LONGEST_PHRASE = 4
LEAST_SENTENCES = 15
CANDIDATES = 4000
KEPT = 1500
FREQUENT = 2000
WEAK = {False: 0.3, True: 0.55}
PENALTY = 5.0
EDGES = 4
TENTHS = 10
PLACES = TENTHS + 2 * EDGES
MARKS = str.maketrans({**dict.fromkeys("0123456789", "0"), **dict.fromkeys(".,;:()[]\"'!?\n", " ")})
AIM = re.compile(
    r"\b(aims?|aimed|objectives?|purposes?|goals?|sought|hypothes\w+"
    r"|this (study|review|paper|article|trial|work|meta-analysis)"
    r"|we (investigat|assess|evaluat|examin|compar|explor|determin|stud|test|ask|describ|report"
    r"|present|review|analy|propos|develop|summar|characteri|estimat)\w*"
    r"|to (determine|assess|evaluate|investigate|examine|compare|explore|identify|describe))\b"
)


@dataclass(frozen=True, slots=True)
class Example:
    """An abstract: its sentences in lower case, and the roles that each may have."""

    sentences: list[str]
    allowed: list[tuple[int, ...]]


@dataclass(slots=True)
class Field:
    """The weights of the random field."""

    features: Array
    transitions: Array
    first: Array

    @classmethod
    def unpack(cls, theta: Array) -> Field:
        """Read the weights from one vector."""
        size = len(theta) - COUNT * COUNT - COUNT
        return cls(
            theta[:size].reshape(-1, COUNT),
            theta[size:-COUNT].reshape(COUNT, COUNT),
            theta[-COUNT:],
        )


def examples(cases: Iterable[Abstract]) -> list[Example]:
    """Split abstracts into sentences with the roles that their headings leave open."""
    sentencizer = Sentencizer(open_model(), "en")
    result = []
    for case in cases:
        spans = sentencizer.split(case.text.norm)
        if not spans:
            continue
        lower = [case.text.lower[start:end] for start, end in spans]
        roles = [ROLES.index(case.section_at(start)) for start, _ in spans]
        allowed: list[tuple[int, ...]] = []
        for index, (role, words) in enumerate(zip(roles, lower, strict=True)):
            is_last = index + 1 == len(roles) or roles[index + 1] != role
            is_open = role <= 1 and not (case.has_both and case.is_plain)
            told = case.is_plain and (is_last if role == 1 else not AIM.search(words))
            allowed.append((0, 1) if is_open and not told else (role,))
        result.append(Example(lower, allowed))
    return result


def phrases(sentence: str) -> list[str]:
    """Return the phrases of a sentence, with ``^`` and ``$`` at its edges."""
    found: list[str] = []
    for run in f"^ {sentence.translate(MARKS)} $".split("  "):
        words = run.split()
        for start in range(len(words)):
            ends = range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1)
            found.extend(" ".join(words[start:end]) for end in ends)
    return [phrase for phrase in found if len(phrase) > 1 or phrase in "%=<>±"]


def _entropy(counts: Array) -> float:
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def informative(data: Sequence[Example]) -> list[str]:
    """Return the phrases that tell most about the role (information gain)."""
    counts: dict[str, Array] = defaultdict(lambda: np.zeros(COUNT))
    total = np.zeros(COUNT)
    for example in data:
        for sentence, allowed in zip(example.sentences, example.allowed, strict=True):
            total[allowed[-1]] += 1
            for phrase in set(phrases(sentence)):
                counts[phrase][allowed[-1]] += 1
    gain = {}
    for phrase, having in counts.items():
        share = having.sum() / total.sum()
        if having.sum() >= LEAST_SENTENCES:
            gain[phrase] = -share * _entropy(having) - (1 - share) * _entropy(total - having)
    return sorted(gain, key=lambda phrase: -gain[phrase])[:CANDIDATES]


def _place_features(index: int, count: int) -> list[int]:
    found = [TENTHS * index // count]
    if index < EDGES:
        found.append(TENTHS + index)
    if count - 1 - index < EDGES:
        found.append(TENTHS + EDGES + count - 1 - index)
    return found


def matrix(data: Sequence[Example], chosen: Sequence[str]) -> sparse.csr_matrix:
    """Return a row of features for each sentence: counts of phrases, then the place."""
    column = {phrase: index for index, phrase in enumerate(chosen)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    row = 0
    for example in data:
        for index, sentence in enumerate(example.sentences):
            found = Counter(column[phrase] for phrase in phrases(sentence) if phrase in column)
            for place in _place_features(index, len(example.sentences)):
                found[len(chosen) + place] = 1
            rows.extend([row] * len(found))
            columns.extend(found)
            values.extend(found.values())
            row += 1
    return sparse.csr_matrix((values, (rows, columns)), shape=(row, len(chosen) + PLACES))


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    summed: Array = np.log(np.exp(values - top).sum(axis=axis, keepdims=True)) + top
    return summed.squeeze(axis)


class Trainer:
    """Trains the field on examples whose sentences have one or more allowed roles."""

    def __init__(self, data: Sequence[Example], features: sparse.csr_matrix) -> None:
        lengths = [len(example.sentences) for example in data]
        self._features = features
        self._transposed = features.T.tocsr()
        self._index = np.full((len(data), max(lengths)), -1)
        start = 0
        for row, length in enumerate(lengths):
            self._index[row, :length] = np.arange(start, start + length)
            start += length
        self._is_real = self._index >= 0
        self._forbidden = np.full((start, COUNT), -1e4)
        allowed = [roles for example in data for roles in example.allowed]
        for row, roles in enumerate(allowed):
            self._forbidden[row, list(roles)] = 0.0

    def train(self, rounds: int) -> Field:
        """Maximise the penalised likelihood of the allowed roles (L-BFGS)."""
        size = self._features.shape[1] * COUNT + COUNT * COUNT + COUNT
        options = {"maxiter": rounds}
        best = minimize(self._loss, np.zeros(size), jac=True, method="L-BFGS-B", options=options)
        return Field.unpack(best.x)

    def _loss(self, theta: Array) -> tuple[float, Array]:
        field = Field.unpack(theta)
        scores = self._features @ field.features
        free, free_counts = self._expect(scores, field)
        bound, bound_counts = self._expect(scores + self._forbidden, field)
        weights = self._transposed @ (free_counts[0] - bound_counts[0])
        gradient = [
            (weights + PENALTY * field.features).ravel(),
            (free_counts[1] - bound_counts[1]).ravel(),
            free_counts[2] - bound_counts[2],
        ]
        penalty = PENALTY * float((field.features**2).sum()) / 2
        return free - bound + penalty, np.concatenate(gradient)

    def _expect(self, scores: Array, field: Field) -> tuple[float, tuple[Array, Array, Array]]:
        """Return the log-sum over all paths and the expected counts (forward-backward)."""
        real, steps = self._is_real, self._index.shape[1]
        local = np.zeros((*self._index.shape, COUNT))
        local[real] = scores[self._index[real]]
        forward = local.copy()
        forward[:, 0] += field.first
        for step in range(1, steps):
            new = _log_sum(forward[:, step - 1, :, None] + field.transitions, 1) + local[:, step]
            forward[:, step] = np.where(real[:, step, None], new, forward[:, step - 1])
        total = _log_sum(forward[:, -1], 1)
        backward = np.zeros_like(local)
        moves = np.zeros((COUNT, COUNT))
        for step in range(steps - 2, -1, -1):
            here = real[:, step + 1]
            onward = field.transitions + (local + backward)[:, step + 1, None, :]
            backward[:, step] = np.where(here[:, None], _log_sum(onward, 2), 0.0)
            joint = forward[:, step, :, None] + onward - total[:, None, None]
            moves += np.exp(joint[here]).sum(0)
        shares = np.exp(forward + backward - total[:, None, None])
        marginal = np.zeros_like(scores)
        marginal[self._index[real]] = shares[real]
        return float(total.sum()), (marginal, moves, shares[:, 0].sum(0))


def strong(chosen: Sequence[str], field: Field, features: sparse.csr_matrix) -> list[str]:
    """Return the phrases whose weights are worth their matches."""
    number = np.asarray(features[:, : len(chosen)].sum(0)).ravel()
    weights = field.features[: len(chosen)]
    spread = weights.max(1) - weights.min(1)
    kept = [
        index
        for index in np.argsort(-spread * np.sqrt(number))
        if spread[index] >= WEAK[bool(number[index] >= FREQUENT)]
    ]
    return [chosen[index] for index in kept[:KEPT]]


def _row(weights: Array) -> str:
    return "[" + ", ".join(str(math.floor(100 * weight + 0.5)) for weight in weights) + "]"


def written(chosen: Sequence[str], field: Field, curated: str) -> str:
    """Return the text of the cue file."""
    features = field.features - field.features.mean(1, keepdims=True)
    places = features[len(chosen) :]
    moves = field.transitions - field.transitions.mean()
    blocks = {
        "tenth": places[:TENTHS],
        "from_start": places[TENTHS : TENTHS + EDGES],
        "from_end": places[TENTHS + EDGES :],
    }
    lines = [
        "# Words that tell the section of a sentence. Weights are in hundredths (log-odds), in",
        "# the order background, objective, methods, results, conclusions; more is likelier.",
        "# Learned from structured abstracts by benchmarks/learn_sections.py; what a curator",
        "# adds stands in the table [curated] at the end and is kept.",
        "",
        "# Weights of the role of the first sentence.",
        f"first = {_row(field.first - field.first.mean())}",
        "",
        "# Weights of the role that follows a role.",
        "[transitions]",
        *(f"{role} = {_row(row)}" for role, row in zip(ROLES, moves, strict=True)),
        "",
        "# Weights of the place of a sentence: tenth of the abstract; first to fourth; last to",
        "# fourth last.",
        "[position]",
    ]
    for name, rows in blocks.items():
        lines += [f"{name} = [", *(f"  {_row(row)}," for row in rows), "]"]
    lines += [
        "",
        "# Phrases in lower case; every digit is 0; ^ is the start of the sentence, $ its end;",
        "# marks are left out.",
        "[phrases]",
    ]
    rows = sorted(zip(chosen, features, strict=False), key=lambda pair: pair[0])
    lines += [f"{json.dumps(phrase, ensure_ascii=False)} = {_row(row)}" for phrase, row in rows]
    return "\n".join(lines) + "\n\n" + curated


def main() -> None:
    """Learn and write the cue file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", help="folder of the data sets")
    options = parser.parse_args()
    target = Path(open_model().path) / "cues" / "en" / "roles.toml"
    before = target.read_text(encoding="utf-8")
    mark = "# Phrases by hand"
    curated = mark + before.partition(mark)[2]
    cases = abstracts(data_folder(options.data) / FILE)
    data = examples(case for case in cases if not case.is_test)
    chosen = informative(data)
    features = matrix(data, chosen)
    chosen = strong(chosen, Trainer(data, features).train(60), features)
    features = matrix(data, chosen)
    field = Trainer(data, features).train(100)
    target.write_text(written(chosen, field, curated), encoding="utf-8")
    per_abstract = features[:, : len(chosen)].sum() / len(data)
    print(f"{len(data)} abstracts, {len(chosen)} phrases, {per_abstract:.0f} matches an abstract")


if __name__ == "__main__":
    main()

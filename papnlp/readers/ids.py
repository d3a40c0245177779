"""Identifiers that are unique within a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b

from papnlp.document import Document


class Identifiers:
    """Makes repeated identifiers unique: the second ``X`` becomes ``X#2``.

    The numbers depend on the order of reading only, so an interrupted run and
    its continuation agree. Eight bytes are kept for each identifier.

    Parameters
    ----------
    say : callable
        Receives one line for each identifier that is changed.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._seen: set[int] = set()
        self._counts: dict[str, int] = {}

    def _add(self, identifier: str) -> bool:
        digest = blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "big")
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def __call__(self, document: Document) -> Document:
        """Return the document, under another identifier if its own is taken."""
        if self._add(document.id):
            return document
        number = self._counts.get(document.id, 1) + 1
        while not self._add(f"{document.id}#{number}"):
            number += 1
        self._counts[document.id] = number
        unique = f"{document.id}#{number}"
        where = f"{document.source}: " if document.source else ""
        self._say(f"{where}id {document.id} occurs again: renamed {unique}")
        return replace(document, id=unique)

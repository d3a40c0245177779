"""BC5CDR: chemicals and diseases in PubMed abstracts (Li et al., 2016)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from papnlp.evaluation.adapters import objects
from papnlp.evaluation.adapters.mapping import type_map
from papnlp.evaluation.adapters.notes import Notes
from papnlp.evaluation.adapters.standoff import placed, read_bioc, read_pubtator

_IDENTIFIER: Final = "MESH"


def read(path: Path, notes: Notes) -> Iterator[dict[str, Any]]:
    """Yield the abstracts of BC5CDR.

    Parameters
    ----------
    path : Path
        A PubTator file or a BioC XML file, told from the content.
    notes : Notes
        Receives what is left out.

    Raises
    ------
    GoldError
        If the file is missing or malformed.
    """
    types = type_map("bc5cdr")
    is_xml = objects.read_text(path).lstrip()[:1] == "<"
    documents = read_bioc(path, _IDENTIFIER, types.inner) if is_xml else read_pubtator(path)
    for found in documents:
        mentions = []
        for span in found.spans.values():
            if span.kind not in types.labels:
                notes.add(objects.UNKNOWN, span.kind)
            elif (there := placed(span, found.text, notes)) is not None:
                label = types.labels[span.kind]
                item = objects.mention("en", found.text, there.start, there.end, label)
                item["concept"] = f"mesh:{span.concept}" if span.concept else None
                if len(there.parts) > 1:
                    item["parts"] = [list(part) for part in there.parts]
                mentions.append(item)
        for kind, *_ in found.relations:
            notes.add(objects.UNKNOWN, kind)
        yield {
            **found.source.to_dict(),
            "mentions": objects.ordered(mentions),
            "scope": types.scope,
        }

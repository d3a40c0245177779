"""Files in which any one value is wrong: read or refused in words, never a traceback."""

from __future__ import annotations

import copy
import json
import random
import warnings

import pytest
from annotated_texts import chinese, english

from papnlp.annotated.bioc import BioCJson, BioCXml
from papnlp.annotated.doccano import Doccano
from papnlp.annotated.label_studio import LabelStudio
from papnlp.annotated.text import FormatError

WRONG = (None, True, -1, 1.5, "x", [], {}, [3], [{}], {"a": {}})


def places(value, path=()):
    if path:
        yield path
    items = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from places(item, (*path, key))


def damaged(value):
    for path in places(value):
        for wrong in WRONG:
            changed = copy.deepcopy(value)
            inner = changed
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = wrong
            yield changed


def refused(form, path):
    """Whether a file is refused; anything else that is raised fails the test."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            list(form.read(path))
    except FormatError as error:
        message = str(error)
    else:
        return False
    assert message.startswith(str(path))
    assert "\n" not in message
    return True


@pytest.mark.parametrize("form", [BioCJson(), LabelStudio(), Doccano()], ids=lambda form: form.name)
def test_json(tmp_path, form):
    path = tmp_path / "bad"
    form.write([chinese()], path)
    counts = [0, 0]
    for value in damaged(json.loads(path.read_bytes())):
        path.write_text(json.dumps(value))
        counts[refused(form, path)] += 1
    assert all(counts)


def test_xml(tmp_path):
    path = tmp_path / "bad.xml"
    form = BioCXml()
    form.write([english()], path)
    data = path.read_bytes()
    chance = random.Random(1)  # noqa: S311 (no secret)
    counts = [0, 0]
    for _ in range(500):
        start = chance.randrange(len(data))
        new = chance.choice([b"", b"<", b"9", b"\xff", b"&x;", b"-", b"text"])
        path.write_bytes(data[:start] + new + data[start + chance.randrange(6) :])
        counts[refused(form, path)] += 1
    assert all(counts)

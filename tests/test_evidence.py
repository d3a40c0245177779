"""Evidence: JSON both ways, and the schema that it keeps."""

from __future__ import annotations

import dataclasses

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import evidences

from papnlp import evidence as module
from papnlp.evidence import Evidence
from papnlp.schema import load
from papnlp.writers import check_offsets

SCHEMA = load("evidence")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SLOW = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SLOW
@given(evidences())
def test_json_round_trip_is_byte_identical(evidence):
    line = evidence.to_json()
    again = Evidence.from_json(line)
    assert again == evidence
    assert again.to_json() == line
    assert b"\n" not in line


@SLOW
@given(evidences())
def test_generated_evidence_keeps_the_schema_and_its_offsets(evidence):
    VALIDATOR.validate(module.orjson.loads(evidence.to_json()))
    check_offsets(evidence)


CLASSES = {
    "sentence": "Sentence",
    "mention": "Mention",
    "abbreviation": "Abbreviation",
    "alignment": "Alignment",
    "quote": "Quote",
    "argument": "Argument",
    "record": "Record",
    "population": "Population",
    "study": "Study",
    "notice": "Notice",
}


@pytest.mark.parametrize(("definition", "name"), CLASSES.items())
def test_schema_has_the_fields_of_the_class_in_order(definition, name):
    fields = [item.name.rstrip("_") for item in dataclasses.fields(getattr(module, name))]
    assert list(SCHEMA["$defs"][definition]["properties"]) == fields


def test_schema_of_the_whole_and_of_statistics():
    fields = [item.name for item in dataclasses.fields(Evidence)]
    assert list(SCHEMA["properties"]) == fields
    statistic = module.Statistic("mean", "1", 0, 1, "en")
    assert list(SCHEMA["$defs"]["statistic"]["properties"]) == list(statistic.to_dict())


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


@pytest.mark.parametrize("name", ["document", "evidence"])
def test_schemas_are_valid_and_strict(name):
    schema = load(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all(item["additionalProperties"] is False for item in objects(schema))


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (("mention", "label"), module.LABELS),
        (("sentence", "section"), module.SECTIONS),
        (("record", "section"), module.SECTIONS),
        (("record", "direction"), module.DIRECTIONS),
        (("record", "certainty"), module.CERTAINTIES),
        (("record", "change"), (*module.CHANGES, None)),
        (("study", "design"), module.DESIGNS),
        (("statistic", "kind"), module.STATISTIC_KINDS),
    ],
)
def test_schema_has_the_vocabularies_of_the_contract(path, values):
    definition, field = path
    assert tuple(SCHEMA["$defs"][definition]["properties"][field]["enum"]) == values


@pytest.mark.parametrize("code", ["translation", "uncorroborated"])
@pytest.mark.parametrize(("lang", "start", "end"), [("en", 0, 4), ("zh", 3, 9), (None, None, None)])
def test_schema_accepts_the_notices(code, lang, start, end):
    notice = module.Notice(code, "check the passage", lang, start, end)
    schema = {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/notice"}
    jsonschema.Draft202012Validator(schema).validate(notice.to_dict())


@pytest.mark.parametrize("line", [b"{}", b'{"id": "a"}', b"[]", b"nonsense"])
def test_lines_that_are_not_evidence(line):
    with pytest.raises(ValueError, match=r"."):
        Evidence.from_json(line)


def test_unknown_schema():
    with pytest.raises(ValueError, match="use one of document, evidence, gold"):
        load("silver")

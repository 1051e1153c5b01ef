"""What is typed as YAML becomes what a database and a hub's file can hold, or a sentence beside the field."""

import pytest

from anso.alliance.teams.schema_form import MetadataForm

SCHEMA = {"properties": {"period": {"type": "object"}}}
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]"


def test_days_typed_as_yaml_stay_text() -> None:
    form = MetadataForm(SCHEMA, {"period": "first: 2024-01-06\nweeks: 4"})

    assert form.is_valid()
    assert form.metadata() == {"period": {"first": "2024-01-06", "weeks": 4}}


@pytest.mark.parametrize(
    "typed",
    [
        BOMB,
        "share: .nan",
        "ids: !!set {a, b}",
        'name: "a\\0b"',
        'name: "\\ud800"',
        "[" * 5000,
        "a: [",
        "!!binary aGk=",
    ],
)
def test_what_no_record_can_hold_is_told_beside_its_field(typed: str) -> None:
    form = MetadataForm(SCHEMA, {"period": typed})

    assert not form.is_valid()
    assert list(form.errors) == ["period"]
    assert form.errors["period"][0].startswith("This is not YAML: ")

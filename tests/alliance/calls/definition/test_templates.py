"""The shipped definitions: they read, and say everything in the site's four languages."""

from collections.abc import Iterator
from typing import Any

import pytest

from anso.alliance.calls.definition import read_definition, template, templates
from anso.errors import InvalidInputError


def texts_in(part: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(part, dict):
        if "en" in part and all(isinstance(text, str) for text in part.values()):
            yield where, part
            return
        for key, value in part.items():
            yield from texts_in(value, f"{where}.{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from texts_in(value, f"{where}.{number}")


def test_templates_serve_every_programme_of_the_alliance() -> None:
    assert templates() == (
        "experts", "facilities", "membership", "nominations", "prizes", "recruitment", "research", "scholarship",
    )  # fmt: skip


@pytest.mark.parametrize("name", templates())
def test_template_says_everything_in_four_languages(name: str) -> None:
    lacking = {
        where: sorted({"en", "zh", "ru", "fr"} - set(texts))
        for where, texts in texts_in(template(name).model_dump(mode="json"))
        if set(texts) != {"en", "zh", "ru", "fr"}
    }
    assert lacking == {}


@pytest.mark.parametrize("name", templates())
def test_template_survives_being_written_and_read(name: str) -> None:
    assert read_definition(template(name).model_dump(mode="json")) == template(name)


def test_scholarship_has_the_places_that_the_alliance_announced() -> None:
    bounds = {quota.code: quota.most for quota in template("scholarship").selection.quotas}
    assert (bounds["phd"], bounds["master"], template("scholarship").selection.places) == (300, 200, 500)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"selection": {"quotas": [{"code": "q", "title": "Q", "where": {"height": ["2"]}, "most": 1}]}}, "no field gives the fact height"),
        ({"stages": [{"code": "s", "title": "S", "kind": "review"}]}, "a review judges by criteria"),
        ({"eligibility": [{"code": "r", "reason": "No.", "all_of": [{"field": "shoe", "operator": "is", "value": "1"}]}]}, "there is no such field"),
        ({"letters": [{"kind": "awarded", "subject": "Hi {nmae}", "body": "."}]}, "{nmae} is no blank"),
        ({"title": {"fr": "Bourse"}}, "give the text in English"),
    ],
)  # fmt: skip
def test_definition_that_does_not_fit_names_the_place(change: dict[str, Any], told: str) -> None:
    given = {**template("scholarship").model_dump(mode="json"), **change}
    with pytest.raises(InvalidInputError) as refused:
        read_definition(given)
    assert told in str(refused.value)

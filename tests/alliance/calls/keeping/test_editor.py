"""The editor: whatever a page shows, saved as it is, changes nothing; parts move; what would strand is refused."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from tests.alliance.calls.keeping.helpers import browser_of_officer
from tests.alliance.calls.world import definition, drafted, open_call, person

from anso.alliance.calls import actions
from anso.alliance.calls.definition import read_definition, template, templates
from anso.alliance.calls.definition_files import as_file, read_file
from anso.alliance.calls.forms.definition import (
    Input,
    added,
    children_of,
    inputs_of,
    moved,
    place_of,
    read_part,
    removed,
    replaced,
    where_in_words,
)
from anso.alliance.calls.models import Call
from anso.errors import InvalidInputError


def every_place(content: dict[str, Any], path: str = "") -> list[str]:
    found = [path]
    for children in children_of(place_of(content, path)):
        for child in children.items:
            found += every_place(content, child.path)
    return found


def as_sent(inputs: list[Input]) -> dict[str, str]:
    """What a browser sends of these inputs, untouched."""
    cells = [cell for one in inputs for cell in (*one.cells, *(cell for row in one.rows for cell in row))]
    return {
        cell.name: "on" if cell.shape == "tick" else str(cell.value)
        for cell in cells
        if cell.shape != "tick" or cell.value
    }


@pytest.mark.parametrize("name", templates())
def test_every_part_of_every_template_saved_untouched_stays_as_it_is(name: str) -> None:
    content = template(name).model_dump(mode="json")
    for path in (*every_place(content), "conflicts", "selection"):
        place = place_of(content, path)
        edited = replaced(content, path, read_part(place, as_sent(inputs_of(place))))
        assert read_definition(edited) == template(name), path


def test_parts_are_put_in_moved_and_taken_out() -> None:
    content = definition()
    made = added(content, "sections/person", "fields", "passport_number")
    assert [one["code"] for one in made["sections"][0]["fields"]][-1] == "passport_number"
    turned = moved(made, "", "stages", "final", -1)
    assert [one["code"] for one in turned["stages"]] == ["screening", "final", "merit"]
    less = removed(turned, "selection", "quotas", "women")
    assert "women" not in [one["code"] for one in less["selection"]["quotas"]]
    assert read_definition(less).field("passport_number") is not None
    assert content == definition()


@pytest.mark.parametrize("name", ["sections", "eligibility", "stages"])
def test_new_part_fits_at_once(name: str) -> None:
    assert read_definition(added(definition(), "", name, "new-one"))


def test_problem_leads_to_its_part() -> None:
    content = definition()
    content["sections"][1]["fields"][0]["choices"] = []
    with pytest.raises(InvalidInputError) as refused:
        read_definition(content)
    (problem,) = refused.value.problems
    field = content["sections"][1]["fields"][0]["code"]
    assert (
        where_in_words(content, problem.where)[0]
        == f"sections/{content['sections'][1]['code']}/fields/{field}"
    )


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_file_read_back_is_the_same_definition(kind: str) -> None:
    content = template("scholarship").model_dump(mode="json")
    assert read_definition(read_file(as_file(content, kind).encode())) == template("scholarship")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x [1]\nb: *x", "anchors"),
        ("title: [", "neither YAML nor JSON"),
        ("- 1", "holds no definition"),
    ],
)
def test_file_that_is_no_definition_is_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(InvalidInputError, match=told):
        read_file(text.encode())


class Inputs(HTMLParser):
    """What a form of a page would send, untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.within = self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.within = given.get("class") or "other"
        if self.within != "editor":
            return
        name = given.get("name") or ""
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.sent[name] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
        self.area = name if tag == "textarea" else self.area
        self.select = name if tag == "select" else self.select
        if tag == "textarea":
            self.sent[name] = ""
        if tag == "option" and "selected" in given:
            self.sent[self.select] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data


def draft_call() -> Call:
    call = open_call()
    Call.objects.filter(pk=call.pk).update(state="draft")
    call.refresh_from_db()
    return call


def page_inputs(page: str) -> dict[str, str]:
    parser = Inputs()
    parser.feed(page)
    return parser.sent


@pytest.mark.django_db
def test_page_of_a_draft_saves_a_version_at_once() -> None:
    call, browser = draft_call(), browser_of_officer()
    address = f"/calls/desk/{call.code}/definition/parts/sections/study/fields/degree/"
    section = next(
        one.code for one in call.definition.sections for field in one.fields if field.code == "degree"
    )
    address = address.replace("study", section)
    sent = page_inputs(browser.get(address).content.decode()) | {
        "label.en": "Degree you seek",
        "label.zh": "",
    }
    browser.post(address, sent)
    call.refresh_from_db()
    assert call.current.number == 2
    field = call.definition.field("degree")
    assert field is not None
    assert (field.label["en"], "zh" in field.label, len(field.choices)) == ("Degree you seek", False, 2)


@pytest.mark.django_db
def test_untouched_page_makes_no_version() -> None:
    call, browser = draft_call(), browser_of_officer()
    for path in ("stages/merit", "selection/quotas/women", "letters/awarded", "conflicts"):
        address = f"/calls/desk/{call.code}/definition/parts/{path}/"
        browser.post(address, page_inputs(browser.get(address).content.decode()))
    call.refresh_from_db()
    assert call.current.number == 1


@pytest.mark.django_db
def test_published_call_shows_what_changes_then_asks_why() -> None:
    call, browser = open_call(), browser_of_officer()
    address = f"/calls/desk/{call.code}/definition/parts/selection/"
    sent = page_inputs(browser.get(address).content.decode()) | {"places": "450"}
    shown = browser.post(address, sent).content.decode()
    assert "selection.places" in shown
    call.refresh_from_db()
    assert call.current.number == 1
    again = page_inputs(shown)
    assert (again["places"], again["confirm"]) == ("450", "1")
    browser.post(address, again | {"note": "Fewer funds."})
    call.refresh_from_db()
    assert (call.current.number, call.definition.selection.places, call.current.note) == (
        2,
        450,
        "Fewer funds.",
    )


@pytest.mark.django_db
def test_change_that_would_strand_is_told_and_refused() -> None:
    call, browser = open_call(), browser_of_officer()
    drafted(person("ada"), call)
    edited = definition()
    for section in edited["sections"]:
        for field in section["fields"]:
            if field["code"] == "plan":
                field["kind"] = "text"
    body = {"content": json.dumps(edited), "version": "1", "note": "Shorter.", "confirm": "1"}
    page = browser.post(f"/calls/desk/{call.code}/definition/upload/", body).content.decode()
    assert "The field plan has answers; it keeps its kind." in page
    call.refresh_from_db()
    assert call.current.number == 1


@pytest.mark.django_db
def test_two_officers_do_not_overwrite_each_other() -> None:
    call, browser = draft_call(), browser_of_officer()
    address = f"/calls/desk/{call.code}/definition/parts/selection/"
    sent = page_inputs(browser.get(address).content.decode()) | {"places": "450"}
    actions.revise_call(actor=None, call=call, definition=definition(per_person=2), note="")
    page = browser.post(address, sent)
    assert page.status_code == 422
    assert "revised in the meantime" in page.content.decode()
    assert page_inputs(page.content.decode())["places"] == "450"


@pytest.mark.django_db
def test_wrong_value_stays_on_the_page_beside_its_reason() -> None:
    call, browser = draft_call(), browser_of_officer()
    address = f"/calls/desk/{call.code}/definition/parts/stages/merit/"
    sent = page_inputs(browser.get(address).content.decode()) | {"load": "many"}
    page = browser.post(address, sent).content.decode()
    assert page_inputs(page)["load"] == "many"
    assert "valid integer" in page


@pytest.mark.django_db
def test_download_is_the_yaml_of_the_version() -> None:
    call, browser = open_call(), browser_of_officer()
    text = browser.get(f"/calls/desk/{call.code}/definition.yaml").content.decode()
    assert read_definition(yaml.safe_load(text)) == call.definition


@pytest.mark.django_db
@pytest.mark.parametrize("name", templates())
def test_every_page_of_the_editor_opens(name: str) -> None:
    call, browser = open_call("any", of=name), browser_of_officer()
    base = f"/calls/desk/{call.code}/definition"
    first = next(iter(call.definition.sections))
    for address in (
        "/",
        "/basics/",
        "/dates/",
        "/preview/",
        "/versions/1/",
        f"/parts/sections/{first.code}/",
        ".json",
    ):
        assert browser.get(f"{base}{address}").status_code == 200, address

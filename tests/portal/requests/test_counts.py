"""The source of counts and a file of one's own, on the web form and in the schedule."""

from pathlib import Path

import pytest

from anso.errors import InvalidInputError
from anso.portal.jobs.schedule import parse_entry
from anso.portal.requests.form import form_fields
from anso.product import get_product, parse_request

FORECAST = "epidemics.forecast"
WEEKLY = {"product": FORECAST, "cron": "0 6 * * 1"}


def test_form_asks_for_hub_and_file_without_needing_them() -> None:
    fields = {field.name: field for field in form_fields(get_product(FORECAST))}
    assert [choice.value for choice in fields["source"].choices][-2:] == ["hub", "file"]
    assert (fields["file"].widget, fields["file"].required) == ("file", False)
    assert fields["file"].attributes["accept"] == ".csv,.csv.gz,.tsv,.txt,.xlsx,.parquet"
    assert (fields["hub"].widget, fields["hub"].required) == ("text", False)


def test_form_shows_what_a_hub_or_a_file_needs_for_that_source_alone() -> None:
    when = {one.name: (one.when_field, one.when_values) for one in form_fields(get_product(FORECAST))}
    assert {name: said for name, said in when.items() if said[0]} == {
        "hub": ("source", ("hub",)),
        "file": ("source", ("file",)),
        "columns": ("source", ("file",)),
        "counted": ("source", ("file",)),
    }


def test_form_sent_as_it_stands_is_a_request() -> None:
    product = get_product(FORECAST)
    sent = {field.name: field.value for field in form_fields(product) if not field.many}
    assert parse_request(product, sent) == product.request()


def test_schedule_names_a_file_by_its_path(tmp_path: Path) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("date,cases\n2021-03-01,5\n")
    request = {"source": "file", "file": str(table), "issued": "2021-03-08"}
    assert parse_entry({**WEEKLY, "request": request}).request["source"] == "file"
    with pytest.raises(InvalidInputError, match="file: there is no file"):
        parse_entry({**WEEKLY, "request": {**request, "file": str(tmp_path / "gone.csv")}})

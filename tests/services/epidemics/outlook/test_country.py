"""`epidemics.country`: one country on one page, with the numbers of the products that it gathers."""

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.services.pictures import rows_of

from anso.chart import draw_svg
from anso.errors import InvalidInputError
from anso.product import execute, get_product, parse_request
from anso.release import Release, Store
from anso.services.epidemics.outlook.country.document import languages_to_print

WHERE = {"region": "South Asia", "issued": "2020-04-06"}
PAGE = re.compile(rb"/Type\s*/Page\b")


def publish(slug: str, folder: Path, **given: Any) -> Release:
    product = get_product(slug)
    return execute(product, parse_request(product, given), store=Store(str(folder)))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return publish("epidemics.country", tmp_path_factory.mktemp("releases"), country="Pakistan", **WHERE)


@pytest.mark.slow
def test_sheet_states_the_numbers_of_the_forecast_and_of_the_nowcast(sheet: Release, tmp_path: Path) -> None:
    here = pl.col("location") == "PK"
    forecast = publish("epidemics.forecast", tmp_path, **WHERE)
    for name in ("outlook", "course", "load"):
        ours = pl.DataFrame(sheet.table(name))
        assert ours.equals(pl.DataFrame(forecast.table(name)).filter(here)), name
    nowcast = publish("epidemics.nowcast", tmp_path, **WHERE)
    told = pl.DataFrame(nowcast.table("reproduction")).filter(here)
    assert pl.DataFrame(sheet.table("reproduction")).equals(told)


@pytest.mark.slow
def test_sheet_is_about_its_country_alone_and_leaves_its_facts_to_the_others(sheet: Release) -> None:
    assert (sheet.manifest.places, sheet.facts(), sheet.manifest.alerts) == (("PK",), [], ())
    places = {
        place
        for output in sheet.manifest.of_kind("table")
        for place in pl.DataFrame(sheet.table(output.name))["location"].unique()
    }
    assert places == {"PK"}
    for output in sheet.manifest.of_kind("chart"):
        svg = draw_svg(sheet.chart(output.name), rows_of(sheet), language="ru")
        assert ("token:" in svg, "NaN" in svg) == (False, False)


@pytest.mark.slow
def test_sheet_can_be_printed_on_one_page_in_each_language_that_can_be_set(sheet: Release) -> None:
    pages = {path: content for path, content in files_of(sheet).items() if path.endswith(".pdf")}
    assert set(pages) == {f"pk-{language}.pdf" for language in languages_to_print()}
    assert {path: len(PAGE.findall(content)) for path, content in pages.items()} == dict.fromkeys(pages, 1)


def files_of(release: Release) -> dict[str, bytes]:
    return {
        output.path.removeprefix("files/"): release.read(output.path)
        for output in release.manifest.of_kind("file")
    }


def test_a_country_outside_the_region_is_refused_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInputError, match=r"Kenya is not among the \d+ places .* a region that Kenya lies in"
    ):
        publish("epidemics.country", tmp_path, country="KE", **WHERE)

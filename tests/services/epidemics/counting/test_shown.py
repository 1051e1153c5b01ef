"""What was done to the counts is written beside what was made of them, in every language."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.counting.helpers import MONDAY, days_of, read, upload

from anso.language import LANGUAGES
from anso.product import Product, execute
from anso.release import Release
from anso.release.store import Store
from anso.services.epidemics.counting import CountsRequest, read_counts, shown
from anso.services.epidemics.counting.mending.weekly import WHY as WEEKLY_WHY
from anso.services.epidemics.counting.showing import words
from anso.services.epidemics.counting.showing.weekdays import NAMES, weekday_ratios
from anso.services.epidemics.forecasting.known import mend as weekly_mend

MENDING = Path(words.__file__).parents[1] / "mending" / "mend.py"


def released(tmp_path: Path, request: CountsRequest) -> Release:
    product = Product(
        slug="tests.counts",
        title={"en": "Counts"},
        summary={"en": "Counts"},
        corridor="health",
        request=CountsRequest,
        function=lambda asked, run: shown(run, read_counts(asked, run)),
        code="tests",
    )
    return execute(product, request, store=Store(str(tmp_path / "releases")))


def test_release_shows_changes_weekdays_and_whose_counts_they_are(tmp_path: Path) -> None:
    release = released(tmp_path, CountsRequest())
    changes = pl.DataFrame(release.table("changes"))
    row = changes.filter(pl.col("location") == "CO", pl.col("why") == "correction").row(0, named=True)
    assert (row["name"], row["target"], row["first"], row["told"]) == (
        "Colombia",
        "cases",
        date(2020, 4, 4),
        -221.0,
    )
    assert release.table("weekdays").column_names == ["location", "name", "target", *NAMES]
    text = release.text("counts")
    assert (
        "places: 50; counted are: Cases and Deaths. Only what was known before 8 June 2020 is used." in text
    )
    assert f"Counts taken otherwise than told: {len(changes)}, in" in text
    assert {entry.source for entry in release.manifest.inputs} == {"covid-2020", "un-population"}


def test_counts_without_changes_or_days_say_so(tmp_path: Path) -> None:
    lines = "".join(f"FR,{MONDAY + timedelta(weeks=n)},{40 + n}\n" for n in range(6))
    file = upload(tmp_path / "mine.csv", "country,date,cases\n" + lines)
    release = released(tmp_path, CountsRequest(source="file", file=file, issued=MONDAY + timedelta(weeks=6)))
    assert "All counts are used as they were told." in release.text("counts")
    assert "- What the columns are was guessed from their names" in release.text("counts")
    assert [output.name for output in release.manifest.outputs] == ["counts"]


def test_every_reason_for_a_change_has_words_in_every_language() -> None:
    reasons = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"\)$', MENDING.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"correction", "batch", "first-report", "awaited", "stopped"} <= reasons
    assert reasons | set(WEEKLY_WHY.values()) == set(words.WHY)
    for said in (*words.WHY.values(), *words.KINDS.values(), *words.CHANGED.values(), *words.TITLES.values()):
        assert set(said) == set(LANGUAGES)


def test_every_reason_of_the_models_is_known_here() -> None:
    source = Path(weekly_mend.__file__).read_text(encoding="utf-8")
    stated = set(re.findall(r'\(\w+, "([^"]+)"\)', source))
    assert stated == set(WEEKLY_WHY)


def test_weekday_ratios_are_those_that_counts_were_made_with() -> None:
    pattern = np.array([1.5, 1.2, 1.0, 1.0, 1.0, 0.8, 0.5])
    values = np.tile(pattern * 100, 8)
    days = pl.DataFrame(
        {
            "as_of": [MONDAY + timedelta(days=n + 1) for n in range(56)],
            "location": "FR",
            "target": "cases",
            "date": [MONDAY + timedelta(days=n) for n in range(56)],
            "value": values,
        }
    )
    ratios = weekday_ratios(days, MONDAY + timedelta(days=56))
    assert ratios.select(NAMES).row(0) == pytest.approx(tuple(pattern))
    assert weekday_ratios(days.with_columns(pl.col("value") / 1000), MONDAY + timedelta(days=56)).is_empty()


def test_texts_are_whole_in_every_language(tmp_path: Path) -> None:
    text = "country,date,cases\n" + days_of(MONDAY, [30] * 10 + [-5] + [30] * 17) + "DE,2021-03-01,x\n"
    found = read(source="file", file=upload(tmp_path / "mine.csv", text), issued=MONDAY + timedelta(weeks=4))
    written: dict[str, dict[str, str]] = {}
    run = SimpleNamespace(
        table=lambda *_given, **_kept: None,
        text=lambda name, texts, title: written.update({name: texts}),
        made_from_synthetic_data=lambda: written.update(synthetic={}),
    )
    shown(run, replace(found, synthetic=True))  # type: ignore[arg-type]  # as much of a run as is needed
    assert "synthetic" in written
    assert set(written["counts"]) == set(LANGUAGES)
    assert len({said.count("\n- ") for said in written["counts"].values()}) == 1

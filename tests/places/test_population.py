import polars as pl
import pytest

from anso.places import countries, country
from anso.places.population import FIRST_YEAR, LAST_YEAR, NoPopulationError, by_age, total, totals


@pytest.mark.parametrize(
    ("code", "year", "published"),
    [
        # World Population Prospects 2024, medium variant, 1 July.
        ("CN", 2025, 1_416_096_000),
        ("IN", 2025, 1_463_866_000),
        ("PK", 2025, 255_220_000),
        ("NG", 2025, 237_528_000),
        ("US", 1950, 154_202_000),
    ],
)
def test_total_is_the_published_one(code: str, year: int, published: int) -> None:
    assert total(code, year) == pytest.approx(published, rel=0.01)


def test_total_between_two_years_grows_at_a_steady_rate() -> None:
    growth = [total("PK", year + 1) / total("PK", year) for year in range(2020, 2025)]
    assert growth == pytest.approx([growth[0]] * 5, rel=1e-6)
    # Published for 2023: 247.5 million.
    assert total("Pakistan", 2023) == pytest.approx(247_504_000, rel=0.005)


def test_total_is_the_population_the_country_shows() -> None:
    assert total("VN", 2025) == country("VN").population


def test_by_age_is_tidy_and_whole() -> None:
    table = by_age("Viet Nam")
    assert table.schema == pl.Schema(
        {"country": pl.String, "year": pl.Int16, "sex": pl.String, "age": pl.Int8, "people": pl.Int64}
    )
    assert table.height == 31 * 2 * 21
    assert table["country"].unique().to_list() == ["VN"]
    assert sorted(table["sex"].unique()) == ["female", "male"]
    assert sorted(table["age"].unique()) == list(range(0, 101, 5))
    assert sorted(table["year"].unique()) == list(range(FIRST_YEAR, LAST_YEAR + 1, 5))
    assert table["people"].min() >= 0  # type: ignore[operator]


def test_by_age_adds_up_to_the_total() -> None:
    sums = by_age("KE").group_by("year").agg(pl.col("people").sum()).sort("year")
    assert dict(sums.iter_rows()) == totals()["KE"]


def test_most_countries_have_figures() -> None:
    assert len(totals()) == 236
    assert {one.code for one in countries()} - set(totals()) == {
        "AQ", "AX", "BV", "CC", "CX", "GS", "HM", "IO", "NF", "PN", "SJ", "TF", "UM",
    }  # fmt: skip


def test_missing_figures_are_named() -> None:
    with pytest.raises(
        NoPopulationError, match=r"^World Population Prospects 2024 has no figures for Antarctica$"
    ):
        by_age("AQ")
    with pytest.raises(
        NoPopulationError, match=r"^World Population Prospects 2024 has no figures for Antarctica$"
    ):
        total("AQ", 2020)
    with pytest.raises(
        NoPopulationError, match=r"^no population for the year 1949: years from 1950 to 2100$"
    ):
        total("PK", 1949)

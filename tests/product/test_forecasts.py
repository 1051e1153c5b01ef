"""A run's forecasts leave it in the hub's convention, or it ends with the row that is at fault."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from anso.errors import InvalidInputError
from anso.product import Field, Request, Run, execute, get_product, product, registry
from anso.release import Release, Store


class Asked(Request):
    """What the tests ask for."""

    issued: date = Field(description="Day")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = registry.products()
    yield
    registry._declared.clear()
    registry._declared.update(before)


def stated(values: list[float], **columns: object) -> pl.DataFrame:
    return pl.DataFrame(
        {"output_type": "quantile", "output_type_id": [0.1, 0.5, 0.9], "value": values}
        | {"reference_date": "2021-03-08", "target": "inc case", "horizon": 1, "location": "KZ"}
        | columns
    )


def released(table: object, folder: Path) -> Release:
    @product("tests.ahead", title="Ahead", summary="Forecasts", corridor="health")
    def ahead(request: Asked, run: Run) -> None:
        run.forecast("ensemble", table, title="Cases ahead")

    return execute(get_product("tests.ahead"), Asked(issued=date(2021, 3, 8)), store=Store(str(folder)))


def test_forecast_is_a_table_of_the_release_marked_as_forecasts(tmp_path: Path) -> None:
    release = released(stated([1, 2, 4], model_id="flat"), tmp_path)
    [output] = release.manifest.of_kind("table")

    assert (output.name, output.forecast, output.rows) == ("ensemble", True, 3)
    assert output.columns["value"]["fr"] == "Valeur"
    found = pl.DataFrame(release.table("ensemble"))
    assert found.select("model_id", "reference_date", "value").rows() == [
        ("flat", date(2021, 3, 8), 1.0),
        ("flat", date(2021, 3, 8), 2.0),
        ("flat", date(2021, 3, 8), 4.0),
    ]
    assert release.verify() == []


def test_forecast_without_a_model_is_of_the_outputs_name(tmp_path: Path) -> None:
    release = released(stated([1, 2, 4]).to_pandas(), tmp_path)

    assert set(pl.DataFrame(release.table("ensemble"))["model_id"]) == {"ensemble"}


def test_crossing_quantiles_stop_the_run_with_the_row_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        released(stated([1, 3, 2], model_id="flat"), tmp_path)

    assert str(caught.value) == (
        "forecast 'ensemble', row 3, column value: flat, 2021-03-08, inc case, horizon 1, KZ: the quantile at "
        "0.9 (2) lies below the one at 0.5 (3, row 2); it must not descend"
    )
    assert list(Store(str(tmp_path)).ids()) == []


def test_other_tables_are_not_marked(tmp_path: Path) -> None:
    @product("tests.plain", title="Plain", summary="A table", corridor="health")
    def plain(request: Asked, run: Run) -> None:
        run.table("counts", pl.DataFrame({"cases": [1]}))

    release = execute(get_product("tests.plain"), Asked(issued=date(2021, 3, 8)), store=Store(str(tmp_path)))
    assert "forecast" not in release.read("manifest.json").decode()

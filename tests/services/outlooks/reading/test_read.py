from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from tests.services.outlooks.files import LATITUDES, YEARS, both, separate, written

from anso.errors import InvalidInputError
from anso.services.outlooks.reading import read_hindcasts


def refusal(folder: Path, data: xr.Dataset, mask: str = "none") -> str:
    with pytest.raises(InvalidInputError) as refused:
        read_hindcasts(written(folder, data), mask)  # type: ignore[arg-type]
    return str(refused.value)


def test_models_along_an_axis_are_read_by_name(tmp_path: Path) -> None:
    found = read_hindcasts(written(tmp_path, both()))
    assert found.names == ("one", "two")
    np.testing.assert_array_equal(found.years, YEARS)
    np.testing.assert_allclose(found.means[1], both()["hindcast"].values[1])
    assert np.isnan(found.spreads).all()
    assert found.members == (None, None)


def test_models_with_members_are_read_with_mean_and_spread(tmp_path: Path) -> None:
    found = read_hindcasts(written(tmp_path, separate()))
    values = separate()["Btwo"].values
    np.testing.assert_allclose(found.means[1], values.mean(0))
    np.testing.assert_allclose(found.spreads[1], values.std(0, ddof=1))
    assert [len(members) for members in found.members if members is not None] == [4, 3]


def test_finer_observations_are_averaged_over_the_models_cells(tmp_path: Path) -> None:
    """Each cell holds four alike: the average is theirs."""
    found = read_hindcasts(written(tmp_path, separate()))
    np.testing.assert_allclose(found.observed, separate()["obs"].values[:, ::2, ::2])


def test_coarser_observations_have_models_brought_to_them(tmp_path: Path) -> None:
    data = both().drop_vars("obs")
    data["obs"] = (("year", "olat", "olon"), np.arange(80.0).reshape(20, 2, 2) ** 1.3, {"units": "mm/month"})
    found = read_hindcasts(written(tmp_path, data.assign_coords(olat=[1.0, 3.0], olon=[71.0, 73.0])))
    assert found.latitudes.tolist() == [1.0, 3.0]
    expected = both()["hindcast"].values[:, :, :2, :2].mean((-1, -2))
    # By area, whose share of a cell's north and south differ a little.
    np.testing.assert_allclose(found.means[:, :, 0, 0], expected, rtol=1e-3)


def test_descending_latitudes_are_turned(tmp_path: Path) -> None:
    found = read_hindcasts(written(tmp_path, both().isel(lat=slice(None, None, -1))))
    np.testing.assert_allclose(found.latitudes, LATITUDES)
    np.testing.assert_allclose(found.observed, both()["obs"].values)


def test_longitudes_of_either_custom_are_the_same_places(tmp_path: Path) -> None:
    """Models from 357.5 to 1.5 degrees east, written round the turn; observations from -2.5 to 1.5."""
    data = both().assign_coords(lon=[-2.5, -1.5, -0.5, 0.5, 1.5])
    turned = data[["hindcast"]].rename(lon="x").assign_coords(x=[357.5, 358.5, 359.5, 0.5, 1.5]).sortby("x")
    found = read_hindcasts(written(tmp_path, turned.merge(data[["obs"]])))
    np.testing.assert_allclose(found.observed, data["obs"].values)
    np.testing.assert_allclose(found.means, data["hindcast"].values)


@pytest.mark.parametrize(
    ("values", "units", "calendar"),
    [
        (np.arange(20) * 12.0 + 373.5, "months since 1960-01-01", "360_day"),
        (np.arange(20) * 365.0 + 31 * 365, "days since 1960-01-01", "noleap"),
        (np.arange(20) * 360.0 + 31 * 360 + 100, "days since 1960-01-01", "360_day"),
    ],
)
def test_times_in_any_calendar_tell_their_years(
    tmp_path: Path, values: np.ndarray, units: str, calendar: str
) -> None:
    data = both().rename(year="S").assign_coords(S=("S", values, {"units": units, "calendar": calendar}))
    np.testing.assert_array_equal(read_hindcasts(written(tmp_path, data)).years, YEARS)


def test_years_are_matched_by_value(tmp_path: Path) -> None:
    data = both()
    late = data["obs"].isel(year=slice(5, None)).isel(year=slice(None, None, -1)).rename(year="time")
    found = read_hindcasts(written(tmp_path, data[["hindcast"]].merge(late.to_dataset())))
    np.testing.assert_array_equal(found.years, YEARS[5:])
    np.testing.assert_allclose(found.observed, data["obs"].values[5:])


def test_a_model_that_lacks_many_years_is_left_out_and_one_that_lacks_few_costs_them(tmp_path: Path) -> None:
    data = both()
    data["hindcast"][0, :8] = np.nan
    data["hindcast"][1, 3] = np.nan
    found = read_hindcasts(written(tmp_path, data))
    assert found.names == ("two",)
    assert found.notes == ("one tells of 12 of 19 observed years and is left out.",)
    assert 1994 not in found.years


def test_marks_of_what_is_missing_are_understood(tmp_path: Path) -> None:
    data = both()
    data["obs"][4, 1, 1] = -999.0
    data["obs"][5, 2, 2] = 9.999e20
    found = read_hindcasts(written(tmp_path, data))
    assert np.isnan(found.observed).sum() == 2
    assert np.isnan(found.observed[4, 1, 1])


def test_points_with_gaps_are_left_out_unless_that_would_cost_many(tmp_path: Path) -> None:
    data = both()
    data["obs"][2, 0, 0] = np.nan
    assert read_hindcasts(written(tmp_path, data)).valid().sum() == 19
    data["obs"][2, 0] = np.nan
    assert read_hindcasts(written(tmp_path, data)).valid().sum() == 20
    data["obs"][:5, 1, 1] = np.nan
    assert read_hindcasts(written(tmp_path, data)).valid().sum() == 19


def test_dry_points_are_masked_by_their_mean_in_millimetres_a_month(tmp_path: Path) -> None:
    data = both()
    data["obs"][:, 0, 0] = np.linspace(5, 14.8, 20)
    data["obs"][:, 0, 1] = np.linspace(5, 15.2, 20)
    found = read_hindcasts(written(tmp_path, data), "dry")
    assert found.valid().sum() == 19
    assert not found.valid()[0, 0]
    assert found.notes[-1].startswith("1 points with less than 10 mm a month")


def test_a_constant_model_is_told(tmp_path: Path) -> None:
    data = both()
    data["hindcast"][1] = 4.0
    assert read_hindcasts(written(tmp_path, data)).notes == (
        "two says the same every year and tells nothing.",
    )


def test_temperature_for_rain_is_refused(tmp_path: Path) -> None:
    data = both()
    data["hindcast"].attrs["units"] = "K"
    assert "is temperature (K), but the observations are rain (mm/month)" in refusal(tmp_path, data)


def test_the_dry_mask_needs_units_of_rain(tmp_path: Path) -> None:
    data = both()
    data["obs"].attrs["units"] = "K"
    data["hindcast"].attrs["units"] = "K"
    assert "--mask dry needs observations of rain, and their units are 'K'" in refusal(tmp_path, data, "dry")


def test_no_common_year_is_refused(tmp_path: Path) -> None:
    data = both()
    late = data["obs"].assign_coords(year=YEARS + 50).rename(year="time").to_dataset()
    said = refusal(tmp_path, data[["hindcast"]].merge(late))
    assert "no year is both forecast and observed: forecasts are of 1991 to 2010" in said
    assert "observations of 2041 to 2060" in said


def test_too_few_years_are_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, both().isel(year=slice(None, 4)))
    assert "only 4 years are both forecast and observed; a cross-validation needs 10 or more" in said


def test_a_hindcast_without_latitudes_is_told_its_axes(tmp_path: Path) -> None:
    said = refusal(tmp_path, both().isel(lat=0, drop=True))
    assert "hindcast: has axes ('model', 'year', 'lon'); it needs year, latitude and longitude" in said


def test_other_places_are_refused(tmp_path: Path) -> None:
    data = both()
    far = data["obs"].rename(lat="olat", lon="olon").assign_coords(olat=LATITUDES + 40)
    assert "do they cover the same places?" in refusal(tmp_path, data[["hindcast"]].merge(far.to_dataset()))


def test_a_time_step_a_month_is_refused(tmp_path: Path) -> None:
    data = both().assign_coords(year=np.repeat(np.arange(1991, 2001), 2))
    assert "has 2 steps in 1991: give one value a year" in refusal(tmp_path, data)


def test_several_leads_are_refused(tmp_path: Path) -> None:
    data = both()
    data["hindcast"] = data["hindcast"].expand_dims(lead=[1, 2])
    assert "its axis lead is neither model" in refusal(tmp_path, data)


def test_unknown_calendars_are_refused(tmp_path: Path) -> None:
    data = both().assign_coords(
        year=("year", np.arange(20) * 365.0, {"units": "days since 1990-01-01", "calendar": "lunar"})
    )
    assert "of calendar 'lunar' cannot be read" in refusal(tmp_path, data)


def test_uneven_grids_are_refused(tmp_path: Path) -> None:
    assert "has steps from 1 to 3 degrees" in refusal(
        tmp_path, both().assign_coords(lat=[0.5, 1.5, 2.5, 5.5])
    )


def test_observations_without_values_are_refused(tmp_path: Path) -> None:
    data = both()
    data["obs"][:] = np.nan
    assert "obs: has no value at all" in refusal(tmp_path, data)


def test_a_missing_variable_is_named(tmp_path: Path) -> None:
    assert "has no variable obs" in refusal(tmp_path, both().drop_vars("obs"))
    assert "has no model: give hindcast" in refusal(tmp_path, both().drop_vars(["hindcast", "model"]))


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    whole = written(tmp_path, both()).read_bytes()
    cut = tmp_path / "cut.nc"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidInputError, match="cut short"):
        read_hindcasts(cut)


def test_a_text_file_and_no_file_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.nc"
    text.write_text("rain")
    with pytest.raises(InvalidInputError, match="cannot be read as NetCDF"):
        read_hindcasts(text)
    with pytest.raises(InvalidInputError, match="there is no such file"):
        read_hindcasts(tmp_path / "none.nc")
    with pytest.raises(InvalidInputError, match="holds no Zarr data"):
        read_hindcasts(tmp_path)


def test_zarr_folders_are_read_as_netcdf_is(tmp_path: Path) -> None:
    both().to_zarr(tmp_path / "data.zarr", zarr_format=2)
    found = read_hindcasts(tmp_path / "data.zarr")
    np.testing.assert_allclose(found.means, both()["hindcast"].values)

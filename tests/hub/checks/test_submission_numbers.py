"""A submission's values, samples and plausibility: one thing wrong at a time, and what the report says of it."""

from pathlib import Path

import pytest
from tests.hub.checks.helpers import (
    FILE,
    as_csv,
    cdf,
    changed,
    checked,
    failed,
    pmf,
    quantiles,
    row,
    said,
    samples,
    valid_hub,
    valid_rows,
)
from tests.hub.definition.helpers import tasks

from anso.hub.checks import Outcome
from anso.hub.checks.grounds import Grounds
from anso.hub.checks.submission.samples import mixed_samples, within_samples
from anso.hub.checks.submission.state import Submission
from anso.hub.folder import HubFolder


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return valid_hub(tmp_path)


@pytest.mark.parametrize(
    ("number", "value", "problem"),
    [
        (2, "many", "'many' is no finite number"),
        (2, "", "is empty; state a number or leave the row out"),
        (2, "inf", "'inf' is no finite number"),
        (2, "NaN", "'NaN' is no finite number"),
        (1, "-3", "-3 is below 0, the least that a quantile of inc hosp may be (counts cannot be negative)"),
        (15, "1.5", "1.5 is above 1, the most that a pmf of hosp category may be"),
        (19, "7.5", "7.5 is no whole number, as a sample of inc hosp is; round it"),
    ],
)
def test_value_of_no_use_fails_value_col_valid(hub: Path, number: int, value: str, problem: str) -> None:
    report = checked(hub, changed(valid_rows(), number, value=value))
    assert said(report, "value_col_valid") == [f"{FILE}, row {number}, column value: {problem}"]


def test_text_in_the_number_column_leaves_all_other_checks_running(hub: Path) -> None:
    report = checked(hub, changed(changed(valid_rows(), 2, value="many"), 9, value="5"))
    assert failed(report) == ["value_col_valid", "value_col_non_desc"]


def test_crossing_quantiles_fail_value_col_non_desc(hub: Path) -> None:
    assert said(checked(hub, changed(valid_rows(), 3, value=15)), "value_col_non_desc") == [
        f"{FILE}, row 3, column value: 15 at quantile 0.5 is below 20 at 0.25 (row 2); quantiles of one forecast ascend"
    ]


def test_order_of_rows_does_not_matter_to_the_order_of_quantiles(hub: Path) -> None:
    assert checked(hub, list(reversed(valid_rows()))).ok
    crossing = list(reversed(changed(quantiles(1), 3, value=15)))
    assert said(checked(hub, crossing), "value_col_non_desc") == [
        f"{FILE}, row 3, column value: 15 at quantile 0.5 is below 20 at 0.25 (row 4); quantiles of one forecast ascend"
    ]


def test_equal_quantiles_and_rounding_pass(hub: Path) -> None:
    rows = changed(changed(quantiles(1), 2, value=0.3), 1, value=0.1 + 0.2)
    assert checked(hub, rows).ok


def test_falling_cdf_fails_value_col_non_desc(hub: Path) -> None:
    rows = [*quantiles(1), *changed(cdf(), 2, value=0.1)]
    assert said(checked(hub, rows), "value_col_non_desc") == [
        f"{FILE}, row 7, column value: 0.1 at cdf 2 is below 0.2 at 1 (row 6); cdfs of one forecast ascend"
    ]


def test_cdf_thresholds_that_are_names_keep_the_hubs_order(tmp_path: Path) -> None:
    document = tasks()
    weeks = ["EW202250", "EW202251", "EW202301"]
    document["rounds"][0]["model_tasks"][1]["output_type"]["cdf"]["output_type_id"]["required"] = weeks
    rows = [
        row("hosp rate", 1, "US", "cdf", week, value)
        for week, value in zip(weeks, (0.2, 0.9, 0.5), strict=True)
    ]
    assert said(checked(valid_hub(tmp_path, tasks=document), rows), "value_col_non_desc") == [
        f"{FILE}, row 3, column value: 0.5 at cdf EW202301 is below 0.9 at EW202251 (row 2); cdfs of one forecast ascend"
    ]


def test_pmf_that_does_not_sum_to_one_fails_value_col_sum1(hub: Path) -> None:
    rows = [*quantiles(1), *pmf((0.1, 0.2, 0.3, 0.3))]
    assert said(checked(hub, rows), "value_col_sum1") == [
        (
            f"{FILE}, rows 6, 7, 8 and 9, column value: sum to 0.9, not to 1: reference_date 2022-10-22, "
            "target hosp category, horizon 1, location US; divide each by their sum"
        )
    ]


def test_probabilities_rounded_to_three_decimals_pass(hub: Path) -> None:
    assert checked(hub, [*quantiles(1), *pmf((0.333, 0.333, 0.333, 0.0))]).ok


def test_samples_of_another_group_of_tasks_fail_spl_mt_unique(tmp_path: Path) -> None:
    document = tasks()
    groups = document["rounds"][0]["model_tasks"]
    groups[1]["output_type"] = {"sample": groups[0]["output_type"]["sample"]}
    other = [one | {"target": "hosp rate"} for one in samples()]
    rows = [*quantiles(1), *quantiles(2), *samples(), *other]
    assert said(checked(valid_hub(tmp_path, tasks=document), rows), "spl_mt_unique") == [
        (
            f"{FILE}, rows 17, 18, 19, 20, 21 and 1 more, column output_type_id: "
            "sample 0, 1 and 2 is of another group of tasks too; number the samples of each group on their own"
        )
    ]


def test_finer_samples_fail_spl_compound_taskid_set(hub: Path) -> None:
    """Each sample has a horizon of its own, though the hub wants samples that run through both."""
    finer = [
        row("inc hosp", horizon, "US", "sample", 3 * horizon + number, 7)
        for horizon in (1, 2)
        for number in range(3)
    ]
    report = checked(hub, [*quantiles(1), *quantiles(2), *finer])
    assert said(report, "spl_compound_taskid_set") == [
        (
            f"{FILE}, rows 11, 12, 13, 14, 15 and 1 more, column output_type_id: sample 3, 4, 5, 6, 7 and 8 has one "
            "horizon only; a sample is to run through all of them, with reference_date and location alone kept fixed"
        )
    ]
    assert report.check("spl_n").message == "not checked, because spl_compound_taskid_set failed"


def test_coarser_samples_pass(hub: Path) -> None:
    """The same sample for both places: drawn jointly over more than the hub asks."""
    rows = [one for place in ("US", "01") for horizon in (1, 2) for one in quantiles(horizon, place)]
    coarser = [
        row("inc hosp", horizon, place, "sample", number, 7)
        for place in ("US", "01")
        for number in range(3)
        for horizon in (1, 2)
    ]
    assert checked(hub, [*rows, *coarser]).ok


def test_samples_drawn_in_different_ways_fail_spl_compound_taskid_set(hub: Path) -> None:
    rows = [one for place in ("US", "01") for horizon in (1, 2) for one in quantiles(horizon, place)]
    mixed = [
        row("inc hosp", horizon, place, "sample", "9" if number == 2 else 3 * (place == "01") + number, 7)
        for place in ("US", "01")
        for number in range(3)
        for horizon in (1, 2)
    ]
    assert said(checked(hub, [*rows, *mixed]), "spl_compound_taskid_set") == [
        (
            f"{FILE}, rows 25, 26, 31 and 32, column output_type_id: sample 9 keeps reference_date fixed, "
            "the other samples reference_date and location; draw all alike"
        )
    ]


def test_sample_with_two_values_of_a_fixed_task_id_is_named(hub: Path) -> None:
    """hubverse's `spl_compound_tid`, which can fail only where the samples' own set is not the one asked of."""
    submission = Submission(
        Grounds(HubFolder(hub)), FILE, content=as_csv(changed(samples(), 2, location="01"))
    )
    asked = submission.round.model_tasks[0].output_type["sample"].samples
    assert asked is not None
    draws = within_samples(submission, 0, asked, submission.belongs(0, "sample"))
    (fault,) = mixed_samples(draws, draws.allowed)
    assert str(fault) == "rows 1 and 2, column location: sample 0 has several values of location"


def test_samples_that_run_through_different_tasks_fail_spl_non_compound_tid(tmp_path: Path) -> None:
    document = tasks()
    ids = document["rounds"][0]["model_tasks"][0]["task_ids"]
    ids["horizon"] = {"required": [1], "optional": [2, 3]}
    rows = [one for horizon in (1, 2, 3) for one in quantiles(horizon)]
    uneven = [
        row("inc hosp", horizon, "US", "sample", number, 7)
        for number in range(3)
        for horizon in ((1, 2, 3) if number else (1, 2))
    ]
    report = checked(valid_hub(tmp_path, tasks=document), [*rows, *uneven])
    assert said(report, "spl_non_compound_tid") == [
        (
            f"{FILE}, rows 16 and 17, column output_type_id: sample 0 lacks target inc hosp, horizon 3, "
            "which other samples have"
        )
    ]


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        (2, "2 samples of reference_date 2022-10-22, location US; give 3 to 4"),
        (5, "5 samples of reference_date 2022-10-22, location US; give 3 to 4"),
    ],
)
def test_too_few_or_too_many_samples_fail_spl_n(hub: Path, count: int, problem: str) -> None:
    rows = [*quantiles(1), *quantiles(2), *samples(count=count)]
    (fault,) = checked(hub, rows).check("spl_n").problems
    assert fault.message == problem
    assert fault.as_dict()["rows"] == list(range(11, 11 + 2 * count))


def test_places_with_different_numbers_of_samples_fail_spl_n(hub: Path) -> None:
    rows = [one for place in ("US", "01", "02") for horizon in (1, 2) for one in quantiles(horizon, place)]
    drawn = [
        *samples(("US", "01"), 3),
        *(
            {**one, "location": "02", "output_type_id": f"{20 + number // 2}"}
            for number, one in enumerate(samples(count=4))
        ),
    ]
    (fault,) = checked(hub, [*rows, *drawn]).check("spl_n").problems
    assert fault.message == (
        "4 samples of reference_date 2022-10-22, location 02, 3 of other tasks; give all the same number"
    )


def test_submission_without_samples_is_not_asked_of_samples(hub: Path) -> None:
    report = checked(hub, quantiles(1))
    assert {report.check(name).outcome for name in ("spl_mt_unique", "spl_compound_taskid_set", "spl_n")} == {
        Outcome.SKIPPED
    }


def test_date_that_is_not_its_horizon_away_fails_horizon_timediff(hub: Path) -> None:
    rows = [one | {"target_end_date": "2022-11-05"} if one["horizon"] == "1" else one for one in quantiles(1)]
    (fault,) = checked(hub, rows).check("horizon_timediff").problems
    assert str(fault) == (
        f"{FILE}, rows 1, 2, 3, 4 and 5, column target_end_date: 2022-11-05 is not horizon 1 from reference_date "
        "2022-10-22, which is 2022-10-29; mend the date or the horizon"
    )


def test_weeks_that_end_on_another_day_than_they_are_forecast_on_pass(tmp_path: Path) -> None:
    """A Saturday's hub whose weeks end on Mondays: the definition's own dates say so."""
    document = tasks()
    for group in document["rounds"][0]["model_tasks"]:
        group["task_ids"]["target_end_date"]["optional"] = [
            "2022-10-31",
            "2022-11-07",
            "2022-11-14",
            "2022-11-21",
        ]
    hub = valid_hub(tmp_path, tasks=document)
    assert checked(hub, [one | {"target_end_date": "2022-10-31"} for one in quantiles(1)]).ok
    late = [one | {"target_end_date": "2022-11-07"} for one in quantiles(1)]
    (fault,) = checked(hub, late).check("horizon_timediff").problems
    assert fault.message.startswith(
        "2022-11-07 is not horizon 1 from reference_date 2022-10-22, which is 2022-10-31;"
    )


def test_hubs_own_time_difference_counts(hub: Path) -> None:
    (hub / "hub-config/validations.yml").write_text(
        "default:\n  validate_model_data:\n    horizon_timediff:\n      fn: opt_check_tbl_horizon_timediff\n"
        "      args:\n        t0_colname: reference_date\n        t1_colname: target_end_date\n"
        "        timediff: !r lubridate::days(7)\n"
        "    col_timediff:\n      fn: opt_check_tbl_col_timediff\n      args:\n        t0_colname: reference_date\n"
        "        t1_colname: target_end_date\n        timediff: !expr lubridate::weeks(2)\n"
    )
    report = checked(hub, quantiles(1))
    assert said(report, "horizon_timediff") == []
    assert said(report, "col_timediff") == [
        (
            f"{FILE}, rows 1, 2, 3, 4 and 5, column target_end_date: 2022-10-29 should be 2022-11-05, "
            "2 weeks after reference_date 2022-10-22"
        )
    ]


def test_count_above_population_fails_counts_lt_popn(hub: Path) -> None:
    report = checked(hub, changed(valid_rows(), 5, value="1,000".replace(",", "")))
    assert said(report, "counts_lt_popn") == [
        f"{FILE}, row 5, column value: up to 1,000, and US has 1,000 people; mend the scale"
    ]


def test_hub_without_a_table_of_locations_is_not_asked_of_population(hub: Path) -> None:
    (hub / "auxiliary-data/locations.csv").unlink()
    assert checked(hub).check("counts_lt_popn").message == (
        "the hub has no table of locations with their population (auxiliary-data/locations.csv)"
    )


def test_targets_that_the_hub_names_are_the_ones_compared_with_population(hub: Path) -> None:
    """As the US influenza hub's validations.yml has it, in the words of R."""
    (hub / "hub-config/validations.yml").write_text(
        "default:\n  validate_model_data:\n    counts_lt_popn:\n      fn: opt_check_tbl_counts_lt_popn\n"
        "      args:\n        targets: !expr list(target = 'hosp rate')\n"
        "        popn_file_path: auxiliary-data/locations.csv\n"
    )
    assert said(checked(hub, changed(valid_rows(), 5, value=2000)), "counts_lt_popn") == []


def test_lists_with_more_dates_than_are_reached_leave_the_day_of_the_week_to_the_file(tmp_path: Path) -> None:
    """A Saturday's hub whose first horizon ends on the Wednesday after, and whose list of dates is generous."""
    document = tasks()
    ends = [f"2022-{day}" for day in ("10-19", "10-26", "11-02", "11-09", "11-16", "11-23", "11-30")]
    for group in document["rounds"][0]["model_tasks"]:
        group["task_ids"]["target_end_date"]["optional"] = ends
    hub = valid_hub(tmp_path, tasks=document)
    weeks = [one | {"target_end_date": ends[int(one["horizon"])]} for one in (*quantiles(1), *quantiles(2))]
    assert checked(hub, weeks).ok
    (fault,) = (
        checked(hub, changed(weeks, 1, target_end_date="2022-11-02")).check("horizon_timediff").problems
    )
    assert fault.message == (
        "2022-11-02 is not horizon 1 from reference_date 2022-10-22, which is 2022-10-26; mend the date or the horizon"
    )


def test_value_that_is_no_probability_is_not_told_again_as_a_wrong_sum_or_descent(hub: Path) -> None:
    assert failed(checked(hub, changed(pmf(), 1, value="1.5"))) == ["value_col_valid"]
    assert failed(checked(hub, changed(pmf(), 1, value="none"))) == ["value_col_valid"]
    assert failed(checked(hub, changed(cdf(), 1, value="1.5"))) == ["value_col_valid"]


def test_pmf_that_lacks_or_doubles_a_category_is_not_told_again_as_a_wrong_sum(hub: Path) -> None:
    rows = [one | {"value": "0.25"} for one in pmf()]
    assert failed(checked(hub, rows[1:])) == ["req_vals"]
    assert failed(checked(hub, [*rows, rows[0]])) == ["rows_unique"]


def test_infinite_value_is_not_told_again_as_above_the_population(hub: Path) -> None:
    assert failed(checked(hub, changed(quantiles(1), 5, value="inf"))) == ["value_col_valid"]


def test_many_values_out_of_range_are_one_problem_with_an_example(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anso.hub.checks.submission.numbers.MANY", 2)
    rows = [one | {"value": str(-number)} for number, one in zip((7, 6, 5, 4, 3), quantiles(1), strict=True)]
    assert said(checked(hub, rows), "value_col_valid") == [
        (
            f"{FILE}, rows 1, 2, 3, 4 and 5, column value: -7, and likewise every value of these rows, is below 0, "
            "the least that a quantile of inc hosp may be (counts cannot be negative)"
        )
    ]


def test_samples_that_lack_the_same_tasks_are_one_problem(hub: Path) -> None:
    """Four samples through both places and horizons; two of them break off."""
    rows = [one | {"location": place} for place in ("US", "01") for one in samples(count=4)]
    short = [
        one
        for one in rows
        if not (one["location"] == "01" and one["horizon"] == "2" and one["output_type_id"] in ("1", "2"))
    ]
    (problem,) = checked(hub, short).check("spl_non_compound_tid").problems
    assert problem.message == (
        "sample 1 and 2 lacks target inc hosp, horizon 2, location 01, which other samples have"
    )


def test_sample_without_a_proper_name_hinders_the_checks_of_samples_alone(hub: Path) -> None:
    report = checked(hub, changed(valid_rows(), 19, output_type_id="first"))
    assert failed(report) == ["valid_vals"]
    assert report.check("spl_n").message == "not checked, because valid_vals failed"

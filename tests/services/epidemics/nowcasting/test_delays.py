"""Counts that are still being told: what is learnt of them, and what they become."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.services.epidemics.nowcasting.helpers import FIRST, Numbers, counted, told_late

from anso.services.epidemics.nowcasting.delays import completed, learnt, triangle

PLACES, DAYS = 12, 260
NAMES = [f"P{n:02d}" for n in range(PLACES)]


def late(shape: float, *, seed: int = 1, each: int = 7) -> tuple[list[tuple[int, Numbers]], Numbers, Numbers]:
    """Epidemics that grow and fall, told late by place: versions, final counts, shares known by age."""
    random = np.random.default_rng(seed)
    course = 300 * np.exp(1.2 * np.sin(np.arange(DAYS) / 25 + random.uniform(0, 6, (PLACES, 1))))
    final = random.poisson(course * random.gamma(50, 1 / 50, course.shape)).astype(float)
    pace = shape * random.gamma(10, 0.1, (PLACES, 1))
    by_age = 1 - np.exp(-(np.arange(28) + 1) / pace)
    by_age[:, -1] = 1
    return told_late(final, by_age, random, each=each), final, by_age


def newest(versions: list[tuple[int, Numbers]], look: int, days: int = 1) -> tuple[object, object]:
    issued = FIRST + timedelta(days=look)
    archive = counted([v for v in versions if v[0] <= look], NAMES, issued=issued).archive()
    assert archive.daily is not None
    seen = triangle(archive.daily if days == 1 else archive.weekly, PLACES, issued, days)
    assert seen is not None
    return seen, completed(seen.known[:, -1], learnt(seen, 1))


def test_triangle_holds_what_each_look_told_and_what_it_became() -> None:
    told = [(look, np.arange(look, dtype=float)[None] * 100 + look) for look in (60, 67, 74, 110)]
    archive = counted(told, ["A"], issued=FIRST + timedelta(days=110)).archive()
    assert archive.daily is not None
    seen = triangle(archive.daily, 1, FIRST + timedelta(days=110), 1)
    assert seen is not None
    # The first look tells the last three of its 60 days; they come of age by the last look, as it tells them.
    assert seen.known[0, 0, :3].tolist() == [5960, 5860, 5760]
    assert seen.became[0, 0, :3].tolist() == [6010, 5910, 5810]
    # Of its newest days no look could say what they became.
    assert np.isnan(seen.became[0, -1]).all()


def test_versions_told_after_the_day_of_issue_change_nothing() -> None:
    versions, _, _ = late(3.0)
    _, before = newest(versions, 210)
    tampered = [(look, values if look <= 210 else values * 9 + 1) for look, values in versions]
    archive = counted(tampered, NAMES, issued=FIRST + timedelta(days=210)).archive()
    assert archive.daily is not None
    seen = triangle(archive.daily, PLACES, FIRST + timedelta(days=210), 1)
    assert seen is not None
    after = completed(seen.known[:, -1], learnt(seen, 1))
    assert np.array_equal(before.quantiles, after.quantiles, equal_nan=True)  # type: ignore[attr-defined]


def test_share_known_by_age_is_found_again() -> None:
    versions, _, by_age = late(3.0)
    _, found = newest(versions, 252)
    assert found.share[:, :10] == pytest.approx(by_age[:, :10], abs=0.06)  # type: ignore[attr-defined]


@pytest.mark.parametrize("shape", [2.0, 5.0])
def test_completed_counts_are_nearer_and_their_intervals_hold_what_came(shape: float) -> None:
    inside, told_error, error = [], [], []
    for seed in (1, 2):
        versions, final, _ = late(shape, seed=seed)
        for look in range(168, 253, 14):
            _, found = newest(versions, look)
            columns = look - 1 - np.arange(10)
            real = final[:, columns]
            quantiles = found.quantiles[:, :10]  # type: ignore[attr-defined]
            said = ~np.isnan(quantiles[..., 0])
            low, middle, high = quantiles[..., 0], quantiles[..., 4], quantiles[..., -1]
            inside.append(((real >= low) & (real <= high))[said])
            told = found.told[:, :10]  # type: ignore[attr-defined]
            told_error.append(np.abs(real - told)[said])
            error.append(np.abs(real - middle)[said])
    assert 0.85 <= np.concatenate(inside).mean() <= 0.95
    assert np.concatenate(error).mean() < 0.35 * np.concatenate(told_error).mean()


def test_weeks_are_completed_as_days_are() -> None:
    versions, final, _ = late(4.0)
    _, found = newest(versions, 252, days=7)
    week = final[:, 245:252].sum(1)
    middle = found.quantiles[:, 0, 4]  # type: ignore[attr-defined]
    told = found.told[:, 0]  # type: ignore[attr-defined]
    assert np.abs(middle - week).sum() < 0.3 * np.abs(told - week).sum()


def test_place_with_a_short_past_learns_from_the_others() -> None:
    versions, _, by_age = late(3.0)
    begun = 230
    short = []
    for look, values in versions:
        cut = values.copy()
        cut[0, :begun] = np.nan
        short.append((look, cut))
    issued = FIRST + timedelta(days=252)
    frame = counted([v for v in short if v[0] <= 252], NAMES, issued=issued)
    assert frame.daily is not None
    seen = triangle(frame.archive().daily, PLACES, issued, 1)  # type: ignore[arg-type]
    assert seen is not None
    shares = learnt(seen, 1)
    assert shares.lessons[0].sum() == 0
    assert np.exp(-shares.factor[0, :5]) == pytest.approx(np.median(by_age[:, :5], axis=0), abs=0.1)


def test_counts_that_never_change_are_taken_as_told() -> None:
    final = np.random.default_rng(3).poisson(80, (3, 200)).astype(float)
    versions = [(look, final[:, :look]) for look in range(7, 197, 7)]
    issued = FIRST + timedelta(days=196)
    archive = counted(versions, ["A", "B", "C"], issued=issued).archive()
    assert archive.daily is not None
    seen = triangle(archive.daily, 3, issued, 1)
    assert seen is not None
    shares = learnt(seen, 1)
    assert not shares.revises.any()
    assert np.array_equal(completed(seen.known[:, -1], shares).at(0.95), seen.known[:, -1])


def test_one_rewriting_of_history_is_not_taken_for_a_habit() -> None:
    final = np.random.default_rng(4).poisson(100, (4, 250)).astype(float)
    versions = []
    for look in range(7, 246, 7):
        values = final[:, :look].copy()
        if look >= 140:
            values[0, :140] *= 1.5
        versions.append((look, values))
    issued = FIRST + timedelta(days=245)
    archive = counted(versions, list("ABCD"), issued=issued).archive()
    assert archive.daily is not None
    seen = triangle(archive.daily, 4, issued, 1)
    assert seen is not None
    assert np.array_equal(learnt(seen, 1).factor, np.zeros((4, 35)))


def test_rewriting_just_before_the_day_of_issue_does_not_shift_the_factors() -> None:
    # Of eleven looks nine saw the counts before everything was multiplied: nearly all lessons say "times 1.5".
    final = np.random.default_rng(4).poisson(100, (4, 90)).astype(float)
    versions = []
    for look in range(20, 91, 7):
        values = final[:, :look].copy()
        if look >= 76:
            values[0] *= 1.5
        versions.append((look, values))
    issued = FIRST + timedelta(days=90)
    archive = counted(versions, list("ABCD"), issued=issued).archive()
    assert archive.daily is not None
    seen = triangle(archive.daily, 4, issued, 1)
    assert seen is not None
    assert np.nanmedian(seen.became[0] / seen.known[0]) == pytest.approx(1.0, abs=0.51)
    assert learnt(seen, 1).factor[0] == pytest.approx(np.zeros(35), abs=0.02)


def test_count_of_which_hardly_anything_is_told_is_left_unknown() -> None:
    versions, _, by_age = late(12.0)
    _, found = newest(versions, 252)
    unknown = np.isnan(found.quantiles[..., 0])  # type: ignore[attr-defined]
    hardly = by_age[:, :10] < 0.12
    plenty = by_age[:, :10] > 0.3
    assert (unknown[:, :10][hardly].all(), unknown[:, :10][plenty].any()) == (True, False)


def test_day_before_any_version_has_no_triangle() -> None:
    versions, _, _ = late(3.0)
    archive = counted(versions, NAMES, issued=date(2021, 9, 1)).archive()
    assert triangle(archive.weekly, PLACES, FIRST, 7) is None

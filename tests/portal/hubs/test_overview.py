"""What a hub's first page says is due."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anso.hub.definition import Definition
from anso.hub.simulate import simulate_hub
from anso.portal.hubs.overview import next_deadline

CLOSES = datetime(2024, 1, 3, 23, 59, 59, tzinfo=UTC)
"""Two days after the round of Monday, 1 January, at the end of the day."""


@pytest.fixture
def definition(tmp_path: Path) -> Definition:
    return simulate_hub(str(tmp_path / "hub"), models=1, rounds=2, locations=1).definition


def test_the_last_second_of_a_round_counts_whole_as_it_does_for_teams(definition: Definition) -> None:
    due = next_deadline(definition, CLOSES + timedelta(milliseconds=900))
    assert due is not None
    assert (due.round_id, due.closes, due.open) == ("2024-01-01", CLOSES, True)


def test_the_round_that_closes_next_is_told_before_it_opens_and_none_after_the_last(
    definition: Definition,
) -> None:
    before = next_deadline(definition, CLOSES - timedelta(days=60))
    after = next_deadline(definition, CLOSES + timedelta(seconds=1))
    assert before is not None
    assert after is not None
    assert (before.round_id, before.open, after.round_id, after.open) == (
        "2024-01-01",
        False,
        "2024-01-08",
        True,
    )
    assert next_deadline(definition, CLOSES + timedelta(days=8)) is None

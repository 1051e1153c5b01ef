"""What an epidemic does to industries, week by week, and where on a table."""

import numpy as np
import pytest
from tests.services.epidemics.economy.helpers import random_table

from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.shocks.course import absence, course
from anso.services.epidemics.economy.shocks.named import shocks
from anso.services.epidemics.economy.shocks.strike import strike
from anso.services.epidemics.economy.tables import checked

NUMBER = {group.slug: number for number, group in enumerate(groups())}


def test_absence_is_infections_times_weeks_off() -> None:
    new = np.array([0.02, 0.0, 0.0, 0.0, 0.0])
    # Half the first week is worked; 21 days off end in the middle of the fourth.
    assert absence(new, 21) == pytest.approx([0.01, 0.02, 0.02, 0.01, 0.0])
    assert absence(new, 2).tolist() == pytest.approx([0.02 * 2 / 7, 0, 0, 0, 0])


def test_wave_takes_as_many_weeks_of_work_as_people_are_ill() -> None:
    illness = shocks()["illness"]
    found = course(illness, 12)
    assert found.absent.sum() == pytest.approx(0.30 * 3)
    assert len(found.absent) == 15
    assert found.cannot_make[..., 0] == pytest.approx(np.repeat(found.absent, len(groups()), axis=1))
    assert found.not_bought.max() == 0


def test_closing_takes_what_is_neither_essential_nor_done_from_home() -> None:
    found = course(shocks()["lockdown"], 10)
    hotels = groups()[NUMBER["hospitality"]]
    closed = (1 - hotels.essential) * (1 - hotels.remote)
    expected = 1 - (1 - found.absent[5, 0]) * (1 - closed)
    assert found.cannot_make[5, NUMBER["hospitality"], 0] == pytest.approx(expected)
    assert found.cannot_make[5, NUMBER["utilities"], 0] == pytest.approx(found.absent[5, 0])
    # A ramp of two weeks on either side; those who fall ill last are off for two weeks more.
    assert found.not_bought[:, NUMBER["transport"]] == pytest.approx(
        0.335 * np.array([0.5, *[1] * 8, 0.5, 0, 0])
    )


def test_travel_changes_the_demand_of_two_groups_alone() -> None:
    found = course(shocks()["travel"], 6)
    touched = np.flatnonzero(found.not_bought.max(axis=0))
    assert sorted(groups()[number].slug for number in touched) == ["hospitality", "transport"]
    assert found.not_bought.max(axis=0)[touched].tolist() == [0.67, 0.80]


def test_severity_is_capped_where_nothing_is_left() -> None:
    found = course(shocks()["travel"], 6, severity=2)
    assert found.not_bought[3, NUMBER["hospitality"]] == 1.0


def test_only_the_struck_lose_capacity_and_their_households_buy_less_everywhere() -> None:
    flows = np.eye(4)
    final = np.array([[8.0, 1.0], [8.0, 1.0], [2.0, 7.0], [2.0, 7.0]])
    table = checked("two", ["A", "B"], ["transport", "public"], flows, final)
    found = course(shocks()["lockdown"], 6)
    hit = strike(table, np.array([NUMBER["transport"], NUMBER["public"]]), [(found, np.array([0]))])
    assert hit.cannot_make[3, 2:, 0].tolist() == [0.0, 0.0]
    assert hit.cannot_make[3, 0, 0] == pytest.approx(found.cannot_make[3, NUMBER["transport"], 0])
    # Of output 10, A's households buy 8 of A's transport and 2 of B's; a third less of each.
    assert hit.not_ordered[3, :, 0] == pytest.approx([0.335 * 0.8, 0, 0.335 * 0.2, 0])
    assert (hit.direct >= hit.cannot_make).all()


def test_final_demand_below_zero_is_not_struck() -> None:
    table = random_table(5)
    final = table.final.copy()
    final[0, 0] = -1.0
    changed = checked("stocks run down", table.regions, table.sectors, table.flows, final)
    found = course(shocks()["caution"], 4)
    hit = strike(changed, np.full(4, NUMBER["hospitality"]), [(found, np.array([0]))])
    assert hit.not_ordered[:, 0].max() == 0
    assert 0 <= hit.not_ordered.min() <= hit.not_ordered.max() <= 1


def test_words_of_shocks_and_groups_exist_in_every_language() -> None:
    said = [text for shock in shocks().values() for text in (shock.names, shock.clause, shock.meaning)]
    said += [group.names for group in groups()]
    assert [text for text in said if sorted(text) != ["en", "fr", "ru", "zh"]] == []


def test_work_from_home_is_dingel_and_neimans() -> None:
    """Shares of jobs in NAICS_workfromhome.csv of the authors, plain means where a group joins several industries."""
    published = {
        "agriculture": [0.0764], "mining": [0.2545], "manufacturing": [0.2248], "utilities": [0.3700],
        "construction": [0.1856], "trade": [0.5176, 0.1434], "transport": [0.1861], "hospitality": [0.0354],
        "business": [0.7171, 0.7620, 0.4181, 0.8028, 0.7919, 0.3106], "public": [0.4148, 0.8265, 0.2525],
        "personal": [0.2975, 0.3124],
    }  # fmt: skip
    assert {group.slug: group.remote for group in groups()} == pytest.approx(
        {slug: sum(shares) / len(shares) for slug, shares in published.items()}, abs=0.0055
    )

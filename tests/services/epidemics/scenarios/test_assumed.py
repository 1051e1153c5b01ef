"""Sets of scenarios as data: the packaged ones, and what a user's own file is told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anso.errors import InvalidInputError
from anso.language import LANGUAGES
from anso.services.epidemics.scenarios.assumed import (
    Drawn,
    drawn,
    packaged_set,
    packaged_sets,
    parameters,
    read_set,
)

OWN = """
id = "own"
title = "Own"
description = "Two levels"

[[axes]]
id = "season"
title = "Season"

[[axes.levels]]
id = "none"
title = "none"
says = "No season."

[[axes.levels]]
id = "strong"
title = "strong"
says = "A season."

[[axes.levels.values]]
key = "season.amplitude"
value = 0.3
range = [0.2, 0.4]
source = "assumption"
"""


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidInputError) as error:
        read_set(text.encode(), "own.toml")
    return [str(problem) for problem in error.value.problems]


def of(name: str, members: int = 50) -> Drawn:
    return drawn(packaged_set(name).scenarios, members, np.random.default_rng(1))


def test_packaged_sets_cross_two_axes_to_four_scenarios() -> None:
    assert {name: [scenario.id for scenario in one.scenarios] for name, one in packaged_sets().items()} == {
        "measures-vaccination": [
            "A-as-today-none",
            "B-as-today-campaign",
            "C-twelve-weeks-none",
            "D-twelve-weeks-campaign",
        ],
        "variant-boosters": ["A-none-none", "B-none-over-60", "C-new-none", "D-new-over-60"],
        "waning-season": ["A-slow-none", "B-slow-strong", "C-fast-none", "D-fast-strong"],
    }


def test_packaged_sets_and_parameters_are_said_in_every_language() -> None:
    texts = [parameter.title for parameter in parameters().values()]
    for one in packaged_sets().values():
        levels = [level for axis in one.axes for level in axis.levels]
        texts += [one.title, one.description, *(axis.title for axis in one.axes)]
        texts += [text for level in levels for text in (level.title, level.says)]
    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert len({text[code] for code in ("en", "zh", "ru")}) == 3, text["en"]


def test_season_amplitude_is_the_published_fall_from_winter_to_summer() -> None:
    strong = packaged_set("waning-season").scenarios[1].assumed["season.amplitude"]
    assert strong.range is not None
    falls = [100 * (1 - (1 - height) / (1 + height)) for height in (*strong.value, *strong.range)]
    assert falls == pytest.approx([42.1, 24.7, 53.4], abs=1.0)


def test_fatality_by_age_is_levins_formula() -> None:
    ages = np.array([10, 30, 50, 65, 75, 85])
    formula = 10 ** (-3.27 + 0.0524 * ages) / 100
    assert np.array(parameters()["disease.fatality"].value) == pytest.approx(formula, rel=0.16)


def test_members_keep_their_rank_in_every_scenario() -> None:
    found = of("waning-season")
    slow, _, fast, _ = found["past.days"]
    assert (slow.argsort() == fast.argsort()).all()
    assert slow.mean() == pytest.approx(720)
    assert (found["past.severe"] == found["past.severe"][:1]).all()
    assert (found["season.amplitude"][0] == 0).all()


def test_ranks_are_spread_evenly_over_the_range() -> None:
    values = np.sort(of("waning-season")["season.amplitude"][1])
    assert values == pytest.approx(0.14 + 0.22 * (np.arange(50) + 0.5) / 50)


def test_own_set_is_read() -> None:
    one = read_set(OWN.encode(), "own.toml")
    assert [scenario.id for scenario in one.scenarios] == ["A-none", "B-strong"]
    assert one.varied == ("season.amplitude",)
    assert one.scenarios[1].assumed["season.amplitude"].range == (0.2, 0.4)
    assert one.scenarios[0].levels[0].says["fr"] == "No season."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "season.amplitude",
            "season.height",
            "own.toml, axes[1].levels[2].values[1].key: 'season.height' is no parameter",
        ),
        ("value = 0.3", "value = 3", "3 does not serve for season.amplitude; give one number, from 0 to 0.8"),
        ("value = 0.3", 'value = "a lot"', "'a lot' does not serve for season.amplitude"),
        ("value = 0.3", "value = nan", "nan does not serve for season.amplitude"),
        ("[0.2, 0.4]", "[0.35, 0.4]", "[0.35, 0.4] does not serve; give [low, high] around one value"),
        (
            'source = "assumption"',
            "",
            "is needed for season.amplitude: a publication, or the word assumption",
        ),
        ('id = "none"', 'id = "strong"', "has levels of the same id (strong, strong); name each differently"),
        ('says = "A season."', "", "own.toml, axes[1].levels[2].says: is needed, at least in English"),
        ('id = "own"', 'id = "own"\nauthor = "me"', "'author' is no key here"),
    ],
)
def test_what_is_wrong_in_an_own_set_is_named_with_its_mend(before: str, after: str, said: str) -> None:
    found = problems(OWN.replace(before, after, 1))
    assert len(found) == 1
    assert said in found[0]


def test_every_problem_is_told_at_once() -> None:
    found = problems(OWN.replace("0.3", "3", 1).replace('title = "Own"', "title = 4"))
    assert [problem.partition(":")[0] for problem in found] == [
        "own.toml, axes[1].levels[2].values[1].value",
        "own.toml, top.title",
    ]


def test_a_parameter_belongs_to_one_axis() -> None:
    again = OWN[OWN.index("[[axes]]") :].replace('id = "season"', 'id = "other"')
    assert problems(OWN + again) == [
        "own.toml, axis other: states season.amplitude, which axis season states too; keep one"
    ]


def test_a_single_scenario_compares_with_nothing() -> None:
    cut = OWN[: OWN.index('[[axes.levels]]\nid = "strong"')]
    assert problems(cut) == ["own.toml, axes: cross to 1 scenarios; give axes whose levels cross to 2 to 6"]


def test_no_toml_and_no_text_are_said_so() -> None:
    assert problems("axes = [")[0].startswith("own.toml: is no TOML file")
    with pytest.raises(InvalidInputError, match=r"own\.toml, line 2: is not UTF-8 text"):
        read_set(b'id = "a"\ntitle = "\xff"', "own.toml")


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(("id", "title", "description", "values", "axes", "x")), VALUES),
    st.dictionaries(st.sampled_from(("key", "value", "range", "source", "levels", "says")), VALUES),
)
def test_whatever_a_file_holds_is_read_or_refused_in_words(
    top: dict[str, object], inner: dict[str, object]
) -> None:
    from anso.services.epidemics.scenarios.assumed.read import Reader

    for written in (top, top | {"axes": [inner | {"levels": [inner, {"values": [inner]}]}]}):
        reader = Reader("own.toml")
        reader.set(written)
        assert reader.problems
        assert all(str(problem).startswith("own.toml, ") for problem in reader.problems)

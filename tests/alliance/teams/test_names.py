"""Abbreviations: one owner for everything that looks alike."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser
from tests.alliance.teams.helpers import METADATA, give_entry

from anso.alliance.files import clean_name
from anso.alliance.people.models import RoleGrant
from anso.alliance.teams import actions
from anso.alliance.teams.filenames import name_for, round_of
from anso.alliance.teams.models import Team
from anso.alliance.teams.names import skeleton, validate_team_abbr
from anso.errors import InvalidInputError
from anso.hub.keeping import Hub


def register(abbr: str, actor=None) -> Team:
    return actions.register_team(actor=actor, abbr=abbr, name="A team")


@pytest.mark.parametrize("abbr", ["tides", "TIDES", "Tides", "t_ides", "tldes", "t1des", "TIDE5", "ti_des_"])
@pytest.mark.django_db
def test_abbreviation_that_looks_like_another_is_refused(abbr: str) -> None:
    register("tides")
    with pytest.raises(InvalidInputError, match=r"^abbr: "):
        register(abbr)
    assert Team.objects.count() == 1


@pytest.mark.parametrize(
    "abbr", ["tid\u0435s", "tides\u200b", "ti des", "ti-des", "tidés", "ti\ndes", "", "_", "x" * 17]
)
@pytest.mark.django_db
def test_abbreviation_holds_ascii_letters_figures_and_underscores(abbr: str) -> None:
    with pytest.raises(InvalidInputError, match="abbr"):
        register(abbr)


@pytest.mark.parametrize("abbr", ["register", "Invitations", "ANSO", "an5o", "hub_"])
def test_words_of_the_site_are_no_teams(abbr: str) -> None:
    with pytest.raises(ValidationError, match="kept for the site itself"):
        validate_team_abbr(abbr)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", max_size=16))
def test_skeleton_knows_no_case_and_is_its_own_skeleton(abbr: str) -> None:
    assert skeleton(abbr.upper()) == skeleton(abbr.lower()) == skeleton(abbr)
    assert len(skeleton(abbr)) <= len(abbr)


@pytest.mark.django_db
def test_name_of_a_team_that_is_in_a_hub_is_for_the_secretariat_to_give(
    hub: Hub, make_user: MakeUser
) -> None:
    hub.write_model(METADATA | {"team_name": "Waves", "team_abbr": "Waves", "model_abbr": "one"})
    with pytest.raises(InvalidInputError, match="Hub of tides holds models of a team of this name"):
        register("WAVES", make_user())
    assert register("Waves", make_user("secretariat")).abbr == "Waves"


@pytest.mark.django_db
def test_nobody_hoards_abbreviations(make_user: MakeUser) -> None:
    person = make_user()
    for abbr in ("one", "two", "three"):
        register(abbr, person)
    with pytest.raises(InvalidInputError, match="3 teams of yours wait for approval already"):
        register("four", person)


@pytest.mark.django_db
def test_declined_team_leaves_its_name_and_no_way_in(make_user: MakeUser) -> None:
    person = make_user()
    team = register("tides", person)
    actions.decline_team(actor=make_user("secretariat"), team=team, why="Unknown to us")
    assert RoleGrant.objects.filter(person=person).holding().count() == 0
    other = make_user()
    again = register("tides", other)
    assert [grant.person for grant in RoleGrant.objects.filter(scope_code="tides").holding()] == [other]
    assert again.state == "proposed"


@pytest.mark.django_db
def test_role_given_before_the_team_was_there_does_not_open_it(make_user: MakeUser) -> None:
    early = make_user("team-manager", scope=Team(abbr="tides").scope)
    register("tides", make_user())
    assert RoleGrant.objects.filter(person=early).holding().count() == 0


@pytest.mark.django_db
def test_models_of_a_team_are_told_apart_in_the_same_way() -> None:
    entry = give_entry()
    with pytest.raises(InvalidInputError, match="abbr: CURRENT looks like your model current"):
        actions.enter_model(actor=None, team=entry.model.team, abbr="CURRENT", hub="walk", metadata=METADATA)
    with pytest.raises(InvalidInputError, match="takes part in this hub already"):
        actions.enter_model(actor=None, team=entry.model.team, abbr="current", hub="walk", metadata=METADATA)


@pytest.mark.django_db
def test_metadata_are_checked_by_the_hub_and_named_by_the_records(hub: Hub) -> None:
    entry = give_entry()
    team = entry.model.team
    with pytest.raises(InvalidInputError, match="model_name"):
        actions.enter_model(actor=None, team=team, abbr="other", hub="walk", metadata={"license": "MIT"})
    actions.describe_model(
        actor=None, entry=entry, metadata=METADATA | {"team_abbr": "waves", "license": "MIT"}
    )
    (model,) = hub.models()
    assert (model.id, model.metadata["team_abbr"], model.metadata["license"]) == (
        "tides-current",
        "tides",
        "MIT",
    )


def test_round_is_read_from_the_name_of_the_models_own_file() -> None:
    assert round_of("2024-01-06-tides-current.csv", "tides-current") == "2024-01-06"
    assert round_of("2024-01-06-tides-current.csv.gz", "tides-current") == "2024-01-06"
    assert round_of("2024-01-06-waves-tides-current.csv", "tides-current") == "2024-01-06-waves"
    assert round_of("tides-current.csv", "tides-current") == ""
    assert round_of(f"{'x' * 100}-tides-current.csv", "tides-current") == "x" * 100
    assert round_of(f"{'x' * 101}-tides-current.csv", "tides-current") == ""
    assert round_of("../2024-01-06-tides-current.csv", "tides-current") == ""


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_stays_in_its_folder(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert not {"/", "\\", "\0", "\n"} & set(clean)
    assert clean not in (".", "..")
    assert "/" not in name_for("2024-01-06", "tides-current", clean, (".csv", ".parquet"))

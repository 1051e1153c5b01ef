"""A shelf of its own for every test, with one small hub; people of teams."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.alliance.conftest import MakeUser
from tests.alliance.teams.helpers import give_entry, make_hub

from anso.alliance.people.models import User
from anso.alliance.teams.actions.members import give_role
from anso.alliance.teams.models import ModelEntry, Team
from anso.alliance.teams.rules import MEMBER
from anso.config import config
from anso.hub.keeping import Hub

MakeMember = Callable[..., User]


@pytest.fixture(autouse=True)
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """The hub `walk`, on an installation that is empty otherwise."""
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    monkeypatch.setenv("ANSO_HUBS", str(tmp_path / "hubs"))
    config.cache_clear()
    yield make_hub()
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def entry(db: None) -> ModelEntry:
    """The model `tides-current` in the hub, of an approved team."""
    return give_entry()


@pytest.fixture
def make_member(make_user: MakeUser) -> MakeMember:
    """Somebody who belongs to a team."""

    def make(team: Team, role: str = MEMBER) -> User:
        person = make_user()
        give_role(person, team, role, given_by=None)
        return User.objects.get(pk=person.pk)

    return make

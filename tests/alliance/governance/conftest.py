"""The board that ballots are tried on."""

from typing import NamedTuple

import pytest
from tests.alliance.governance.helpers import make_body, person, seat

from anso.alliance.governance.models import Body, Term
from anso.alliance.people.models import User


class Board(NamedTuple):
    body: Body
    chair: User
    others: list[User]

    @property
    def people(self) -> list[User]:
        return [self.chair, *self.others]


@pytest.fixture
def board(db: None) -> Board:
    """Five seats: Ada in the chair, Ben, Cai, Dan and Eva."""
    body = make_body(seats=5, kind="board")
    chair = person("ada")
    others = [person(name) for name in ("ben", "cai", "dan", "eva")]
    seat(body, chair, Term.Office.CHAIR)
    for other in others:
        seat(body, other)
    return Board(body, chair, others)

"""Sources are found by name, a partner's among them."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from anso import sources
from anso.errors import NotFoundError
from anso.sources import catalogue


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    catalogue._addresses.cache_clear()
    yield
    catalogue._addresses.cache_clear()


class PartnerCounts(sources.Source):
    name = "institute"


def test_every_source_opens_under_its_name_and_says_where_it_is_from() -> None:
    opened = [sources.open(name) for name in sources.names()]
    assert tuple(source.name for source in opened) == sources.names()
    assert [source.url for source in opened if not source.url.startswith("https://")] == []
    assert [
        source.name for source in opened if not (source.title and source.licence and source.homepage)
    ] == []


def test_unknown_source_suggests_the_one_that_was_meant() -> None:
    with pytest.raises(NotFoundError) as raised:
        sources.open("covid2020")
    assert str(raised.value) == "There is no source named 'covid2020'; did you mean 'covid-2020'?"


def test_partner_adds_a_source_but_cannot_take_one_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("institute", f"{__name__}:PartnerCounts", "anso.sources"),
        EntryPoint("who", f"{__name__}:PartnerCounts", "anso.sources"),
    ]
    monkeypatch.setattr(catalogue, "entry_points", lambda group: points if group == "anso.sources" else [])
    monkeypatch.setitem(sys.modules, __name__, ModuleType(__name__))
    monkeypatch.setattr(sys.modules[__name__], "PartnerCounts", PartnerCounts, raising=False)
    assert sources.open("institute").name == "institute"
    assert sources.open("who").name == "who"

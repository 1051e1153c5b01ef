"""Two days of one product, a release about a region, and the index of all that can be found."""

from collections.abc import Callable

import pytest

from anso.portal.index import search
from anso.portal.index.models import ReleaseEntry
from anso.portal.index.sync import index_release
from anso.release import Release


@pytest.fixture
def published(db: None, make_release: Callable[..., Release]) -> ReleaseEntry:
    """The newest release of `tests.counts`; an earlier one and a regional one stand beside it."""
    index_release(make_release(issued="2020-06-01"))
    index_release(make_release("tests.regional", issued="2020-06-05"))
    return index_release(make_release(issued="2020-06-08"))


@pytest.fixture
def searchable(db: None) -> None:
    """Everything that can be found but releases, which come with themselves."""
    search.refresh()

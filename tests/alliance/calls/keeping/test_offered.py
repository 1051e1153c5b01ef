"""What calls offer to the search and to the pages of countries."""

import pytest
from tests.alliance.calls.keeping.test_public import around_now
from tests.alliance.calls.world import open_call

from anso.alliance.calls.models import Call
from anso.alliance.calls.queries import country_panel, searchable

pytestmark = pytest.mark.django_db


def test_a_countrys_page_shows_open_calls_and_none_whose_conditions_keep_it_out() -> None:
    around_now("sch-now", days_left=3.5)
    around_now("sch-later", days_left=9, opened=-1)
    open_call("past")
    (shown,) = country_panel("KZ")
    assert (shown.url, shown.note) == ("/calls/sch-now/", "3 days left")
    assert country_panel("CN") == []


def test_search_finds_published_calls_in_every_language() -> None:
    open_call("past")
    Call.objects.filter(pk=open_call("secret").pk).update(state=Call.State.DRAFT)
    (record,) = searchable()
    assert (record.kind, record.key) == ("call", "past")
    assert "Стипендия" in record.text

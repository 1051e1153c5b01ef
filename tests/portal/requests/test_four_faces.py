"""A bad value gives the same sentence to a program, in a form, in the schedule and where it is parsed.

The command line parses by the same function; that it shows the sentence as it is, its own tests prove.
"""

import json
from html import unescape

import pytest
from django.test import Client

from anso.errors import InvalidInputError
from anso.portal.jobs.schedule import parse_entry
from anso.product import get_product, parse_request

pytestmark = pytest.mark.django_db

BAD = [
    ("tests.counts", {"issued": "2020-06-08", "rows": "0"}),
    ("tests.counts", {"issued": "2020-06-08", "rows": "a few"}),
    ("tests.counts", {"issued": "2020-06-31"}),
    ("tests.counts", {"issued": "2020-06-08", "country": "Pakistn"}),
    ("tests.counts", {"issued": "2020-06-08", "private": "perhaps"}),
    ("tests.counts", {"issued": "2020-06-08", "colour": "red"}),
    ("tests.counts", {}),
    ("tests.regional", {"issued": "2020-06-08", "region": "south-azia"}),
    ("tests.trouble", {"kind": "reeder"}),
]


@pytest.mark.parametrize(("slug", "given"), BAD)
def test_bad_value_gives_the_same_sentence_on_every_face(
    client: Client, slug: str, given: dict[str, str]
) -> None:
    product = get_product(slug)
    with pytest.raises(InvalidInputError) as parsed:
        parse_request(product, given)
    [problem] = parsed.value.problems

    by_api = client.post(
        f"/api/v1/products/{slug}/requests", json.dumps(given), content_type="application/json"
    )
    assert by_api.json()["problems"] == [{"where": problem.where, "message": problem.message}]

    by_multipart = client.post(f"/api/v1/products/{slug}/requests", given)
    assert by_multipart.json() == by_api.json()

    by_form = client.post(f"/products/{slug}/request/", given)
    assert by_form.status_code == 422
    assert problem.message in unescape(by_form.content.decode())

    with pytest.raises(InvalidInputError) as scheduled:
        parse_entry({"product": slug, "cron": "0 6 * * *", "request": given})
    assert scheduled.value.problems == (problem,)


@pytest.mark.parametrize(
    ("language", "prefix"), [("fr", "/fr"), ("ru", "/ru"), ("zh", "/zh-hans")], ids=["fr", "ru", "zh"]
)
@pytest.mark.parametrize(("slug", "given"), BAD)
def test_bad_value_gives_the_same_sentence_in_the_language_of_whoever_asks(
    client: Client, slug: str, given: dict[str, str], language: str, prefix: str
) -> None:
    with pytest.raises(InvalidInputError) as parsed:
        parse_request(get_product(slug), given, language)
    [problem] = parsed.value.problems
    address, content = f"/api/v1/products/{slug}/requests", json.dumps(given)

    by_header = client.post(
        address, content, content_type="application/json", headers={"Accept-Language": language}
    )
    by_address = client.post(f"{address}?language={language}", content, content_type="application/json")
    by_form = client.post(f"{prefix}/products/{slug}/request/", given)

    assert by_header.json()["problems"] == [{"where": problem.where, "message": problem.message}]
    assert by_address.json() == by_header.json()
    assert problem.message in unescape(by_form.content.decode())

"""The site as the browser tests see it: the real one, with the products that tests declare.

`python -m tests.browser.site seed` prepares a home (its records, static files and a few made-up releases)
and prints the newest release's id; `python -m tests.browser.site work` is its worker; a WSGI server serves
`tests.browser.site:application`.
"""

import sys

import django
import tests.portal.products  # noqa: F401  # declares the products

STAFF_EMAIL = "staff@example.org"
STAFF_PASSWORD = "correct horse battery staple"


def application(environ, start_response):  # type: ignore[no-untyped-def]
    from anso.portal.wsgi import application as site

    return site(environ, start_response)


def seed() -> str:
    django.setup()
    from django.core.management import call_command

    from anso.alliance.people.actions import create_account, grant_role
    from anso.portal.assets import prepare
    from anso.portal.index import search
    from anso.portal.index.sync import index_release
    from anso.product import execute, get_product, parse_request

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    prepare()
    search.refresh()
    staff = create_account(
        actor=None, email=STAFF_EMAIL, name="Sam Staff", password=STAFF_PASSWORD, email_verified=True
    )
    grant_role(actor=None, user=staff, role="secretariat")
    entry = None
    for slug, given in (
        ("tests.counts", {"issued": "2020-06-01", "rows": 30}),
        ("tests.regional", {"issued": "2020-06-05"}),
        ("tests.counts", {"issued": "2020-06-08", "rows": 30}),
    ):
        product = get_product(slug)
        entry = index_release(execute(product, parse_request(product, given)))
    assert entry is not None
    return entry.release_id


def work() -> None:
    django.setup()
    from anso.portal.jobs.worker import serve

    serve()


if __name__ == "__main__":
    if sys.argv[1] == "seed":
        print(seed())
    else:
        work()

"""An officer's list of 4,000 applications, filtered, ordered and paged, and one application: times and queries.

Everything is in a SQLite database of its own, in a process of its own; a page goes the whole way from the address to
the finished HTML, with the session, the second factor and the rights. Half of the call is reviewed and scored; the
second officer is kept from every twentieth application, which no row, count or option may show.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from typing import Any

from benches.report import Measurement

__all__ = ["measure"]

APPLICATIONS, REVIEWERS, REVIEWS = 4000, 200, 3
CONFLICTED_EVERY = 20
TURNS = 40
MOST_SECONDS, MOST_QUERIES = 0.300, 12
AT_ONCE = 1000
LETTERS = "abdefgiklmnoprstuvz"
PAGES = {
    "the whole list, any page": "applications/?page={page}",
    "by state, country and degree": "applications/?state=submitted&f-country={country}&f-degree={degree}",
    "a name in any script": "applications/?q={name}",
    "by score, the best first": "applications/?least={least}&order=-score&page={page}",
    "by the reviews that came": "applications/?order=reviews&page={page}",
    "all columns": "applications/?col=number&col=applicant&col=reviews&col=score&col=fact-gender&page={page}",
    "the desk": "?{page}",
}


def measure() -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as home:
        environment = os.environ | {
            "ANSO_HOME": home,
            "ANSO_LOG": "error",
            "DJANGO_SETTINGS_MODULE": "anso.portal.settings",
        }
        command = [sys.executable, "-m", "benches.calls_lists"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [told(name, **taken) for name, taken in found.items()]


def told(name: str, median: float, p95: float, work: float, queries: int) -> Measurement:
    return Measurement(
        f"{APPLICATIONS:,} applications, {name}: p95 (median; p95 of processor); queries at most",
        f"{p95 * 1000:.0f} ms ({median * 1000:.0f} ms; {work * 1000:.0f} ms); {queries}",
        target=f"p95 under {MOST_SECONDS * 1000:.0f} ms, {MOST_QUERIES} queries",
        met=p95 < MOST_SECONDS and queries <= MOST_QUERIES,
    )


def main() -> None:
    # The site as a server loads it.
    from anso.portal.wsgi import application  # noqa: F401  # isort: skip
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    numbers, officers = filled()
    whole, kept = (browser_of(officer) for officer in officers)
    rng = random.Random(1)
    found = {name: taken(whole, address, rng, numbers) for name, address in PAGES.items()}
    found["the list of who is kept from every twentieth"] = taken(
        kept, PAGES["by state, country and degree"], rng, numbers
    )
    found["one application"] = taken(whole, "applications/{number}/", rng, numbers)
    print(json.dumps(found))


def taken(browser: Any, address: str, rng: random.Random, numbers: list[str]) -> dict[str, float]:
    """Median and 95th percentile of a page asked for in many ways; the first turn, which loads libraries, is left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds, worked, queries = [], [], []
    for _turn in range(TURNS + 1):
        path = "/calls/desk/bench/" + address.format(**chances(rng, numbers))
        with CaptureQueriesContext(connection) as captured:
            began, work_began = time.perf_counter(), time.process_time()
            answer = browser.get(path)
            seconds.append(time.perf_counter() - began)
            worked.append(time.process_time() - work_began)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answers {answer.status_code}")
        queries.append(len(captured))
    ordered = sorted(seconds[1:])
    return {
        "median": ordered[len(ordered) // 2],
        "p95": ordered[int(0.95 * len(ordered))],
        "work": sorted(worked[1:])[int(0.95 * TURNS)],
        "queries": max(queries[1:]),
    }


def chances(rng: random.Random, numbers: list[str]) -> dict[str, Any]:
    return {
        "page": rng.randint(1, APPLICATIONS // 100),
        "country": rng.choice(["KZ", "LK", "NP", "KE", "PK"]),
        "degree": rng.choice(["master", "phd"]),
        "name": rng.choice(LETTERS) + rng.choice(LETTERS),
        "least": rng.randint(1, 6),
        "number": rng.choice(numbers),
    }


def browser_of(officer: Any) -> Any:
    """As after a sign-in with a second factor."""
    from allauth.account.internal.flows import login
    from allauth.account.internal.userkit import user_id_to_str
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    TOTP.activate(officer, generate_totp_secret())
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(officer)
    session.save()
    return client


def filled() -> tuple[list[str], list[Any]]:
    """A past scholarship with all it holds; gives the applications' numbers and the two officers."""
    from django.db import transaction

    from anso.alliance.people.actions import create_account, grant_role
    from anso.alliance.people.roles import Scope, ScopeKind

    with transaction.atomic():
        officers = [
            create_account(actor=None, email=f"officer{n}@bench.invalid", name=f"Officer {n}")
            for n in range(2)
        ]
        call = call_of_last_year()
        for officer in officers:
            grant_role(
                actor=None, user=officer, role="secretariat", scope=Scope(ScopeKind.PROGRAMME, "scholarship")
            )
        applications = applications_to(call, random.Random(2))
        judged(call, applications, random.Random(3))
        keep_from(officers[1], applications[::CONFLICTED_EVERY])
    return [one.number for one in applications], officers


def call_of_last_year() -> Any:
    from datetime import timedelta

    from django.utils import timezone

    from anso.alliance.calls import actions
    from anso.alliance.calls.definition import template

    shipped, now = template("scholarship"), timezone.now()
    programme = actions.make_programme(
        actor=None, code="scholarship", titles=shipped.title, template_name="scholarship"
    )
    call = actions.make_call(
        actor=None,
        programme=programme,
        code="bench",
        prefix="BEN",
        opens_at=now - timedelta(days=90),
        deadline=now - timedelta(days=30),
        is_synthetic=True,
    )
    actions.publish_call(actor=None, call=call)
    return call


def people(number: int, kind: str, rng: random.Random) -> list[Any]:
    from anso.alliance.people.models import User
    from anso.places.fold import fold

    def word() -> str:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randint(4, 8))).title()

    named = [f"{word()} {word()}" for _ in range(number)]
    return User.objects.bulk_create(
        [
            User(email=f"{kind}{n}@bench.invalid", name=name, folded_name=fold(name), is_synthetic=True)
            for n, name in enumerate(named)
        ],
        batch_size=AT_ONCE,
    )


def applications_to(call: Any, rng: random.Random) -> list[Any]:
    from django.utils import timezone

    from anso import places
    from anso.alliance.calls.actions.facts import take_facts
    from anso.alliance.calls.models import Application, Participant
    from anso.places.fold import fold

    countries = [country.code for country in places.countries() if country.code != "CN"]
    moment, made = timezone.now(), []
    leads = people(APPLICATIONS, "applicant", rng)
    for place, lead in enumerate(leads, 1):
        answers = {
            "name": lead.name,
            "birth": f"{rng.randint(1986, 2000)}-05-04",
            "gender": rng.choice(["female", "male"]),
            "citizenship": rng.choice(["KZ", "LK", "NP", "KE", "PK", *rng.sample(countries, 5)]),
            "degree": rng.choice(["master", "phd"]),
            "university": rng.choice(["ustc", "ucas"]),
            "plan": "How glaciers feed the rivers of the plain. " * 40,
            "truth": True,
        }
        state = "refused" if place % 9 == 0 else "submitted"
        one = Application(
            call=call, version=call.current, number=f"BEN-{place:05d}", state=state, answers=answers, submitted_at=moment
        )  # fmt: skip
        take_facts(one, call.definition)
        one.folded = fold(f"{one.number} {one.title}")
        if state == "submitted":
            one.stage = "screening" if place % 2 else call.definition.stages[1].code
        made.append(one)
    Application.objects.bulk_create(made, batch_size=AT_ONCE)
    Participant.objects.bulk_create(
        [
            Participant(application=one, person=lead, part=Participant.Part.LEAD, accepted_at=moment)
            for one, lead in zip(made, leads, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    return made


def judged(call: Any, applications: list[Any], rng: random.Random) -> None:
    """Three reviews and a score of each application that came to the first review."""
    from anso.alliance.calls.models import Review, Reviewer, Score

    stage = call.definition.stages[1].code
    pool = Reviewer.objects.bulk_create(
        [Reviewer(call=call, person=one) for one in people(REVIEWERS, "reviewer", rng)]
    )
    came = [one for one in applications if one.stage == stage]
    Review.objects.bulk_create(
        [
            Review(application=one, reviewer=reader, stage=stage, state="submitted", total=rng.uniform(1, 10))
            for one in came
            for reader in rng.sample(pool, REVIEWS)
        ],
        batch_size=AT_ONCE,
    )
    Score.objects.bulk_create(
        [
            Score(application=one, stage=stage, reviews=REVIEWS, adjusted=rng.uniform(1, 10), rank=place)
            for place, one in enumerate(came, 1)
        ],
        batch_size=AT_ONCE,
    )


def keep_from(officer: Any, applications: list[Any]) -> None:
    from anso.alliance.calls.models import Conflict

    Conflict.objects.bulk_create(
        [Conflict(application=one, person=officer, kind="declared") for one in applications]
    )


if __name__ == "__main__":
    main()

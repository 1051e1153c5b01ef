"""A secret ballot of ten thousand: casting through the site's own verbs, then closing, verifying, counting again.

Everything is in a SQLite database of its own, in a process of its own. What is measured at the end is the whole
way from the last vote to a proven result: the count with its record, `anso ballots verify` of this ballot, and a
recount from the published file alone.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from benches.report import Measurement

__all__ = ["measure"]

VOTERS = 10_000
SAMPLED = 200
"""Casts by which the time of one is told: at an empty box and at a full one."""
OPTIONS = ("water", "food", "health", "energy", "oceans", "forests")


def measure() -> list[Measurement]:
    """Ours, with the target of the issue: ten thousand votes in under a second."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "ANSO_HOME": home,
            "ANSO_LOG": "error",
            "DJANGO_SETTINGS_MODULE": "anso.portal.settings",
        }
        command = [sys.executable, "-m", "benches.ballots"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    proven = found["close"] + found["verify"] + found["recount"]
    counted = found["count"]
    return [
        Measurement(
            f"{VOTERS:,} secret ranked votes: close, verify and recount",
            f"{proven:.2f} s",
            target="under 1 s",
            met=proven < 1,
        ),
        Measurement(
            "of which close and record · verify · recount from the file",
            f"{found['close']:.2f} · {found['verify']:.2f} · {found['recount']:.2f} s",
        ),
        Measurement(
            "counted alone: instant run-off · transferable, 3 seats · Schulze · approval",
            " · ".join(f"{counted[name] * 1000:.0f}" for name in counted) + " ms",
        ),
        Measurement("casting one vote into an empty box", f"{found['first'] * 1000:.1f} ms"),
        Measurement(f"casting one vote into a box of {VOTERS - SAMPLED:,}", f"{found['last'] * 1000:.1f} ms"),
    ]


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(ballot_of_all() | {"count": counts()}))


def ballot_of_all() -> dict[str, float]:
    """Open a ballot for everybody, let them vote, close it, and prove it."""
    from anso.alliance.governance import actions
    from anso.alliance.governance.models import Ballot
    from anso.alliance.governance.sealing.recount import recount
    from anso.alliance.governance.verification import verify_ballot

    ballot, voters, votes = prepared()
    entries = {entry.person: entry for entry in ballot.roll.all()}
    took = []

    def cast(first: int, last: int) -> None:
        for voter, vote in zip(voters[first:last], votes[first:last], strict=True):
            start = time.perf_counter()
            actions.cast_vote(actor=voter, ballot=ballot, entry=entries[voter.audit_id], choice=vote)
            took.append(time.perf_counter() - start)

    cast(0, SAMPLED)
    fill(
        ballot,
        [(entries[v.audit_id].number, vote) for v, vote in zip(voters, votes, strict=True)][SAMPLED:-SAMPLED],
    )
    cast(VOTERS - SAMPLED, VOTERS)
    after = ballot.definition.closes + timedelta(seconds=1)
    close = timed(lambda: actions.close_ballot(actor=None, ballot=ballot, at=after))
    verify = timed(lambda: verify_ballot(ballot.pk, ballot.code))
    text = Ballot.objects.select_related("record").get(pk=ballot.pk).record.text
    again = timed(lambda: recount(text))
    if not (verify_ballot(ballot.pk, ballot.code).sound and recount(text).sound):
        raise AssertionError("The ballot that was measured is not sound.")
    return {
        "close": close,
        "verify": verify,
        "recount": again,
        "first": sum(took[:SAMPLED]) / SAMPLED,
        "last": sum(took[-SAMPLED:]) / SAMPLED,
    }


def fill(ballot: Any, cast: list[Any]) -> None:
    """The votes between the first and the last: the same two rows and the same events, without the site's questions."""
    from django.db import transaction

    from anso.alliance.governance.actions.casting import put_in
    from anso.alliance.governance.models import BallotBox, MarkSheet
    from anso.alliance.governance.sealed import seal_of
    from anso.alliance.governance.sealing.papers import VotingPaper, new_code
    from anso.alliance.people import audit

    with transaction.atomic():
        sheet, box = MarkSheet.objects.get(pk=ballot.pk), BallotBox.objects.get(pk=ballot.pk)
        for number, vote in cast:
            put_in(sheet, box, number, VotingPaper(new_code(), tuple(vote)))
            sealed = seal_of(ballot.opening, sheet, box)
            audit.record(actor=None, verb="governance.cast_vote", target=ballot, seal=sealed, cast=box.number)


def prepared() -> Any:
    """A body of ten thousand seats, its voters, and a vote for each."""
    from random import Random

    from django.utils import timezone

    from anso.alliance.governance import actions
    from anso.alliance.governance.actions.ballots import definition_of
    from anso.alliance.governance.models import Term
    from anso.alliance.people.models import User

    people = User.objects.bulk_create(
        User(email=f"voter{number}@example.org", name=f"Voter {number}", is_synthetic=True)
        for number in range(VOTERS)
    )
    body = actions.create_body(actor=None, code="everybody", name="Everybody", is_synthetic=True)
    day = date(2020, 1, 1)
    Term.objects.bulk_create(
        Term(body=body, name=user.name, person=user, begins=day, evidence_date=day) for user in people
    )
    now = timezone.now()
    definition = definition_of(asked("instant-runoff") | {"opens": now, "closes": now + timedelta(days=1)})
    draft = actions.draft_ballot(actor=None, body=body, code="theme", definition=definition)
    random = Random(1)
    votes = [random.sample(OPTIONS, random.randint(1, len(OPTIONS))) for _ in people]
    return actions.open_ballot(actor=None, ballot=draft), people, votes


def asked(method: str, **more: Any) -> dict[str, Any]:
    return {
        "question": "Which theme comes first?",
        "method": method,
        "tie": "lot",
        "options": [{"code": code, "title": code.title()} for code in OPTIONS],
        "opens": "2020-11-09T08:00:00Z",
        "closes": "2020-11-09T09:00:00Z",
        **more,
    }


def counts() -> dict[str, float]:
    """The count alone, of ten thousand votes."""
    from random import Random

    from anso.alliance.governance.counting import Definition, Turnout, count

    random = Random(2)
    votes = [tuple(random.sample(OPTIONS, random.randint(1, len(OPTIONS)))) for _ in range(VOTERS)]

    def count_by(method: str, seats: int) -> None:
        count(Definition.model_validate(asked(method, seats=seats)), votes, Turnout(VOTERS), seed="bench")

    seats = {"instant-runoff": 1, "single-transferable-vote": 3, "schulze": 1, "approval": 3}
    return {method: timed(partial(count_by, method, number)) for method, number in seats.items()}


if __name__ == "__main__":
    main()

"""The last minutes before a deadline: 4,000 applicants submit, through one server process onto PostgreSQL.

Everybody's draft is whole and lies in the database; what is measured is the press of the button, as a browser sends
it: the page's own form, with session and mark against forgery. Requests are due at moments that crowd towards the
deadline and run past it; each is timed from when it was due, so that waiting for a free connection counts. Every
tenth applicant presses twice at once. Time is compressed: the ten minutes of the rush pass in five, so that the server has twice
the load that is asked of it. Then the same again with the server killed in the middle, clients trying again until
they are answered.

What is proven: each answer that promised a receipt has its submission, and there is no other; each number was given
once, none left out; nobody who came after the deadline's second was taken, and nobody before it sent away.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from benches.load import Client
from benches.report import Measurement
from benches.servers import free_port, wait_for

__all__ = ["measure"]

APPLICANTS = 4000
CLIENTS = 64
SECONDS = 300.0
"""In which they come; the issue's ten minutes, compressed."""
LATE_SHARE = 0.03
"""Of the applicants, who come after the deadline."""
TWICE_EVERY = 10
CROWDING = 0.8
"""The moments of coming are spread as the power of an even draw: below 1, denser towards the end."""
IN_A_QUEUE = 0.5
"""Seconds that a request may lie unread before the server takes it up, which is when it counts as arrived."""
PATIENCE = 60.0
PLAIN_USER = "postgres"
MARK = "a" * 32
"""The mark against forgery, in the cookie and in the form."""
ENDS_AFTER = 1.0
"""Seconds after the deadline's moment in which it still holds: a deadline is taken to the end of its second."""


def measure() -> list[Measurement]:
    if shutil.which("initdb") is None:
        return [
            Measurement("deadline rush on PostgreSQL", "not measured: there is no initdb on this machine")
        ]
    calm, broken = run(kill=False), run(kill=True)
    return [
        Measurement(
            f"{APPLICANTS:,} submissions in {SECONDS:.0f} s, {CLIENTS} clients, one process: lost · doubled · late",
            f"{calm.lost} · {calm.doubled} · {calm.late}",
            target="0 · 0 · 0",
            met=calm.is_sound,
        ),
        Measurement(
            "time to a receipt from when it was due, median · p99 · worst",
            f"{calm.quantile(0.5):.0f} · {calm.quantile(0.99):.0f} · {calm.quantile(1):.0f} ms",
            target="p99 under 500 ms",
            met=calm.quantile(0.99) < 500,
        ),
        Measurement(
            "taken, and sent away after the deadline (which fell on the last of them)",
            f"{calm.taken:,} and {calm.refused:,}",
        ),
        Measurement(
            "the server killed in the middle: lost · doubled · late, receipts given and submissions kept",
            f"{broken.lost} · {broken.doubled} · {broken.late}, {broken.taken:,} and {broken.kept:,}",
            target="0 · 0 · 0, the same",
            met=broken.is_sound and broken.taken == broken.kept,
        ),
    ]


@dataclass
class Found:
    """What a rush came to."""

    taken: int = 0
    refused: int = 0
    kept: int = 0
    lost: int = 0
    doubled: int = 0
    late: int = 0
    turned_away: int = 0
    """Who came in time and was refused."""
    milliseconds: list[float] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return self.lost == self.doubled == self.late == self.turned_away == 0

    def quantile(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def run(*, kill: bool) -> Found:
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as database:
        home = Path(folder) / "home"
        settings = {
            "ANSO_HOME": str(home), "ANSO_DATABASE": database, "ANSO_LOG": "error", "ANSO_WORKERS": "1",
            "ANSO_PORT": str(free_port()), "DJANGO_SETTINGS_MODULE": "anso.portal.settings", "ANSO_BENCH_CALL": "rush",
        }  # fmt: skip
        environment = os.environ | settings
        subprocess.run(
            [sys.executable, "-m", "anso.cli", "prepare"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        people = asked(environment, "fill", str(APPLICANTS))
        server = Server(environment)
        try:
            deadline = float(asked(environment, "set-deadline", str(SECONDS + 5.0))["deadline"])
            answers = asyncio.run(
                rush(int(settings["ANSO_PORT"]), people, deadline, server if kill else None)
            )
        finally:
            server.stop()
        return weighed(answers, asked(environment, "kept"), deadline)


class Server:
    """`anso serve`, one process, which can be killed with no chance to say anything and started again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anso.cli", "serve"],
            env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(int(self.environment["ANSO_PORT"]), self.process, "/healthz")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A cluster of our own, with PostgreSQL's usual settings: every commit is on disk before it is answered."""
    data, port = folder / "cluster", free_port()
    data.mkdir()
    if os.geteuid() == 0:  # which PostgreSQL refuses to run as
        folder.chmod(0o711)
        shutil.chown(data, PLAIN_USER)
    cluster("initdb", "-D", str(data), "-U", "anso", "-A", "trust", "--no-locale", "-E", "UTF8")
    options = f"-p {port} -k '' -c listen_addresses=127.0.0.1"
    cluster("pg_ctl", "-D", str(data), "-w", "-l", str(data / "log"), "-o", options, "start")
    try:
        yield f"postgresql://anso@127.0.0.1:{port}/postgres"
    finally:
        cluster("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def cluster(*command: str) -> None:
    user = PLAIN_USER if os.geteuid() == 0 else None
    subprocess.run(
        command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def asked(environment: dict[str, str], *words: str) -> Any:
    """A part of the work that needs the site's records, in a process of its own."""
    command = [sys.executable, "-m", "benches.calls_rush", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


# What the clients do.


@dataclass
class Answer:
    """What one press of the button came to."""

    application: str
    status: int
    due: float
    sent: float
    """When the request that was answered was sent."""
    answered: float


class Presser(Client):
    """A connection that knows when the server died, also while nothing was asked of it."""

    is_open = True

    def connection_lost(self, cause: Exception | None) -> None:
        self.is_open = False
        super().connection_lost(cause)


async def rush(port: int, people: list[list[str]], deadline: float, server: Server | None) -> list[Answer]:
    random = Random(6)
    ends = deadline + ENDS_AFTER
    began = time.time() + 0.5
    length = (ends - began) / (1 - LATE_SHARE)
    moments = sorted(began + length * random.random() ** CROWDING for _ in people)
    due: asyncio.PriorityQueue[tuple[float, int]] = asyncio.PriorityQueue()
    for number, moment in enumerate(moments):
        due.put_nowait((moment, number))
        if number % TWICE_EVERY == 0:
            due.put_nowait((moment, number))
    answers: list[Answer] = []
    killer = asyncio.create_task(kill_between(server, began + length / 2)) if server else None
    await asyncio.gather(*(press(port, due, people, answers) for _ in range(CLIENTS)))
    if killer:
        await killer
    return answers


async def kill_between(server: Server, moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.time()))
    server.kill()
    await asyncio.to_thread(server.start)


async def press(
    port: int, due: "asyncio.PriorityQueue[tuple[float, int]]", people: list[list[str]], answers: list[Answer]
) -> None:
    """One client: takes the next applicant who is due, and tries until there is an answer."""
    loop = asyncio.get_running_loop()
    client: Presser | None = None
    while not due.empty():
        moment, number = due.get_nowait()
        await asyncio.sleep(max(0.0, moment - time.time()))
        application, session, revision = people[number]
        request = button(port, application, session, revision)
        while True:
            sent = time.time()
            try:
                if client is None or not client.is_open:
                    client = (await loop.create_connection(Presser, "127.0.0.1", port))[1]
                status = await asyncio.wait_for(client.ask(request), PATIENCE)
            except (OSError, TimeoutError):
                client = None
                await asyncio.sleep(0.2)
                continue
            answers.append(Answer(application, status, moment, sent, time.time()))
            break
    if client is not None:
        client.close()


def button(port: int, application: str, session: str, revision: str) -> bytes:
    body = f"csrfmiddlewaretoken={MARK}&revision={revision}"
    return (
        f"POST /calls/applications/{application}/submit/ HTTP/1.1\r\nHost: localhost:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Accept-Encoding: identity\r\nCookie: anso_session={session}; anso_csrf={MARK}\r\n\r\n{body}"
    ).encode()


def weighed(answers: list[Answer], kept: dict[str, Any], deadline: float) -> Found:
    """The promises held against the records."""
    ends = deadline + ENDS_AFTER
    promised = {answer.application for answer in answers if answer.status == 302}
    odd = [answer for answer in answers if answer.status not in (302, 422)]
    if odd:
        raise RuntimeError(f"{len(odd)} answers were neither a receipt nor a refusal: {odd[0]}")
    rows: list[list[Any]] = kept["submissions"]
    applications = [row[0] for row in rows]
    numbers = sorted(row[1] for row in rows)
    moments = {row[0]: row[2] for row in rows}
    whole = numbers == [f"RUSH-{place:05d}" for place in range(1, len(rows) + 1)] and kept["counted"] == len(
        rows
    )
    return Found(
        taken=len(promised),
        refused=len({answer.application for answer in answers} - promised),
        kept=len(rows),
        lost=len(promised - set(applications)) + (0 if kept["hashes_hold"] else len(rows)),
        doubled=len(applications) - len(set(applications)) + (0 if whole else 1),
        late=sum(moment >= ends for moment in moments.values())
        + sum(
            answer.sent >= ends and answer.status == 302 and moments[answer.application] >= ends
            for answer in answers
        ),
        turned_away=sum(answer.status == 422 and answer.sent < ends - IN_A_QUEUE for answer in answers),
        milliseconds=[(answer.answered - answer.due) * 1000 for answer in answers],
    )


# What is done with the site's records.


def main() -> None:
    import django

    django.setup()
    works: dict[str, Callable[..., Any]] = {"fill": fill, "set-deadline": set_deadline, "kept": kept_now}
    print(json.dumps(works[sys.argv[1]](*sys.argv[2:])))


def fill(count: str) -> list[list[str]]:
    """Applicants with whole drafts and signed-in browsers: the application, its session's key, its revision."""
    from datetime import timedelta

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone
    from django.utils.crypto import get_random_string

    from anso.alliance.calls import actions
    from anso.alliance.calls.actions.facts import take_facts
    from anso.alliance.calls.definition import template
    from anso.alliance.calls.models import Application, Attachment, Participant
    from anso.alliance.people.models import User

    now = timezone.now()
    programme = actions.make_programme(actor=None, code="rush", titles={"en": "Rush"})
    call = actions.make_call(
        actor=None, programme=programme, code="rush", prefix="RUSH", opens_at=now - timedelta(days=60),
        deadline=now + timedelta(days=1), definition=template("scholarship").model_dump(mode="json"),
    )  # fmt: skip
    actions.publish_call(actor=None, call=call)
    people = User.objects.bulk_create(
        [
            User(email=f"applicant{n}@example.org", name=f"Applicant {n}", password="!")
            for n in range(int(count))
        ],
        batch_size=1000,
    )
    drafts = [
        Application(call=call, version=call.current, answers=answers_of(n), revision=4)
        for n in range(int(count))
    ]
    for draft in drafts:
        take_facts(draft)
    Application.objects.bulk_create(drafts, batch_size=500)
    Participant.objects.bulk_create(
        [
            Participant(application=d, person=p, part="lead", accepted_at=now)
            for d, p in zip(drafts, people, strict=True)
        ],
        batch_size=1000,
    )
    Attachment.objects.bulk_create(
        [
            Attachment(
                application=d,
                field=code,
                name=f"{code}.pdf",
                media_type="application/pdf",
                size=10,
                sha256="0" * 64,
            )
            for d in drafts
            for code in ("passport", "transcript")
        ],
        batch_size=1000,
    )
    keys = [get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789") for _ in people]
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    Session.objects.bulk_create(
        [
            Session(
                session_key=key,
                expire_date=now + timedelta(days=1),
                session_data=SessionStore().encode(
                    {
                        SESSION_KEY: str(p.pk),
                        BACKEND_SESSION_KEY: backend,
                        HASH_SESSION_KEY: p.get_session_auth_hash(),
                    }
                ),
            )
            for key, p in zip(keys, people, strict=True)
        ],
        batch_size=1000,
    )
    return [[str(draft.pk), key, str(draft.revision)] for draft, key in zip(drafts, keys, strict=True)]


def answers_of(number: int) -> dict[str, Any]:
    return {
        "name": f"Applicant {number}",
        "birth": "1995-05-04",
        "gender": "female",
        "citizenship": ("KZ", "PK", "NG", "BR", "NP")[number % 5],
        "degree": "phd",
        "university": "ustc",
        "terms": ["climate-change"],
        "plan": f"How glaciers feed the rivers of the plain, number {number}. " * 60,
        "education": [{"university": "A university", "degree": "MSc", "year": 2018}],
        "referees": [
            {"name": "R. One", "email": f"one{number}@referee.example"},
            {"name": "R. Two", "email": f"two{number}@referee.example"},
        ],
        "truth": True,
    }


def set_deadline(seconds: str) -> dict[str, float]:
    """The deadline at a whole second, so many seconds from now."""
    from datetime import timedelta

    from django.utils import timezone

    from anso.alliance.calls import actions
    from anso.alliance.calls.models import Call

    deadline = (timezone.now() + timedelta(seconds=float(seconds))).replace(microsecond=0)
    actions.revise_call(
        actor=None, call=Call.objects.get(code="rush"), deadline=deadline, note="The rush begins"
    )
    return {"deadline": deadline.timestamp()}


def kept_now() -> dict[str, Any]:
    from anso.alliance.calls.models import Call, Submission

    found = Submission.objects.select_related("application").order_by("pk")
    return {
        "submissions": [
            [str(made.application_id), made.application.number, made.submitted_at.timestamp()]
            for made in found
        ],
        "counted": Call.objects.get(code="rush").submitted,
        "hashes_hold": all(
            hashlib.sha256(made.content_json.encode()).hexdigest() == made.sha256 for made in found
        ),
    }


if __name__ == "__main__":
    main()

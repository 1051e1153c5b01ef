"""Papers with files: taken only if they are what they say, given only to those who may read the paper, forgotten with it."""

import os
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.alliance.files.samples import office, pdf
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import member_institution, person

from anso.alliance import files
from anso.alliance.governance import actions, queries
from anso.alliance.governance.models import AgendaItem, Paper
from anso.alliance.people.models import AuditEvent, User
from anso.config import config
from anso.errors import InvalidInputError, NotFoundError

TEXT = b"The budget is balanced.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ANSO_HOME", str(tmp_path))
    config.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def item(board: Board, home: Path) -> AgendaItem:
    meeting = actions.plan_meeting(
        actor=None, body=board.body, code="fourth", title="Fourth", starts_on=timezone.localdate()
    )
    return actions.add_item(actor=None, meeting=meeting, title="Budget")


@pytest.fixture
def keeper(board: Board) -> Client:
    user = person("kim", "secretariat", scope=board.body.scope)
    User.objects.filter(pk=user.pk).update(is_synthetic=True)  # let in without a second factor
    return client_of(user)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status(client: Client, address: str) -> int:
    response = client.get(address)
    b"".join(response)  # read to its end, a streamed file is closed
    return response.status_code


def laid(item: AgendaItem, audience: str = "body", content: bytes = TEXT) -> Paper:
    return actions.add_paper(
        actor=None, item=item, title="Budget", audience=audience, file_name="budget.txt", file=content
    )


def aged(digest: str) -> None:
    """As if it had been kept an hour ago."""
    then = timezone.now().timestamp() - 3600
    os.utime(files.place(digest), (then, then))


def test_file_given_on_the_page_comes_back_byte_for_byte(item: AgendaItem, keeper: Client) -> None:
    content = pdf(b"(Budget)")
    page = keeper.post(
        "/governance/meetings/fourth/agenda/",
        {
            "add": "paper",
            "paper-item": item.pk,
            "paper-title": "Budget",
            "paper-audience": "body",
            "paper-file": SimpleUploadedFile("../Бюджет 2021.pdf", content),
        },
    )
    assert page.status_code == 302
    paper = Paper.objects.get()
    assert (paper.file_name, paper.media_type, paper.bytes, paper.sha256) == (
        "Бюджет 2021.pdf",
        "application/pdf",
        len(content),
        sha256(content).hexdigest(),
    )
    shown = keeper.get(f"/governance/papers/{paper.pk}/").content.decode()
    assert paper.sha256 in shown
    saved = keeper.get(f"/governance/papers/{paper.pk}/file/")
    assert b"".join(saved) == content
    assert saved.headers["Content-Type"] == "application/pdf"
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert saved.headers["Cache-Control"] == "private, no-store"


def test_program_gives_a_file_and_reads_it_back(item: AgendaItem, keeper: Client) -> None:
    given = keeper.post(
        f"/api/v1/meetings/fourth/items/{item.pk}/papers",
        {"title": "Budget", "audience": "everyone", "file": SimpleUploadedFile("budget.md", TEXT)},
    )
    assert given.status_code == 201
    told = given.json()
    assert (told["file"], told["bytes"], told["sha256"]) == ("budget.md", 24, sha256(TEXT).hexdigest())
    assert b"".join(keeper.get(told["file_url"])) == TEXT


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("budget.docx", office("docm"), "this document holds macros"),
        ("budget.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "this is a program"),
        ("budget.txt", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "other markup"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_and_not_kept(
    item: AgendaItem, keeper: Client, home: Path, name: str, content: bytes, told: str
) -> None:
    typed = {"add": "paper", "paper-item": item.pk, "paper-title": "On the budget", "paper-audience": "body"}
    page = keeper.post(
        "/governance/meetings/fourth/agenda/", typed | {"paper-file": SimpleUploadedFile(name, content)}
    )
    answer = keeper.post(
        f"/api/v1/meetings/fourth/items/{item.pk}/papers",
        {"title": "Budget", "file": SimpleUploadedFile(name, content)},
    )
    assert (page.status_code, answer.status_code) == (422, 422)
    assert told in page.content.decode()
    assert "On the budget" in page.content.decode()
    assert told in answer.json()["problems"][0]["message"]
    assert Paper.objects.count() == 0
    assert list((home / "documents").rglob("*")) == []


def test_file_above_the_limit_is_dropped_as_it_comes(item: AgendaItem, keeper: Client) -> None:
    large = SimpleUploadedFile("budget.txt", b"a" * 25_000_001)
    answer = keeper.post(
        f"/api/v1/meetings/fourth/items/{item.pk}/papers", {"title": "Budget", "file": large}
    )
    assert answer.status_code == 422
    assert "above the 25 MB allowed" in answer.json()["problems"][0]["message"]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("body", ["chair"]),
        ("members", ["chair", "member"]),
        ("everyone", ["chair", "member", "stranger", "visitor"]),
    ],
)
def test_file_is_given_to_the_papers_audience_alone(
    board: Board, item: AgendaItem, audience: str, readers: list[str]
) -> None:
    contact = person("mia")
    member_institution("tides", contact)
    paper = laid(item, audience)
    actions.convene_meeting(actor=None, meeting=item.meeting)
    people = {
        "chair": client_of(board.chair),
        "member": client_of(contact),
        "stranger": client_of(person("zoe")),
        "visitor": Client(),
    }
    addresses = (f"/governance/papers/{paper.pk}/file/", f"/api/v1/papers/{paper.pk}/file")
    found = {name: {status(client, address) for address in addresses} for name, client in people.items()}
    assert found == {name: {200} if name in readers else {404} for name in people}


def test_file_of_a_meeting_that_is_being_prepared_is_its_bodys(item: AgendaItem) -> None:
    paper = laid(item, "everyone")
    assert Client().get(f"/governance/papers/{paper.pk}/file/").status_code == 404


def test_paper_taken_back_takes_its_file_along_unless_another_names_it(item: AgendaItem) -> None:
    one, two = laid(item), laid(item)
    assert one.sha256 == two.sha256
    aged(one.sha256)
    for paper, left in ((one, True), (two, False)):
        actions.remove_paper(actor=None, paper=paper)
        files.sweep((timezone.now() + timedelta(minutes=10)).timestamp())
        assert files.place(one.sha256).exists() is left
    events = AuditEvent.objects.filter(verb="governance.remove_paper")
    assert [event.details["sha256"] for event in events] == [one.sha256, one.sha256]


def test_item_taken_off_takes_its_papers_files_along(item: AgendaItem) -> None:
    digest = laid(item).sha256
    actions.remove_item(actor=None, item=item)
    assert files.sweep((timezone.now() + timedelta(minutes=10)).timestamp()) == 1
    assert not files.place(digest).exists()


def test_paper_of_a_meeting_that_is_over_stays(board: Board, item: AgendaItem) -> None:
    paper = laid(item)
    actions.convene_meeting(actor=None, meeting=item.meeting)
    actions.close_meeting(actor=None, meeting=item.meeting)
    with pytest.raises(Exception, match="is over"):
        actions.remove_paper(actor=None, paper=Paper.objects.get(pk=paper.pk))
    assert files.place(paper.sha256).read_bytes() == TEXT


def test_paper_needs_a_text_a_link_or_a_file(item: AgendaItem) -> None:
    with pytest.raises(InvalidInputError, match="a link to where it lies, or a file"):
        actions.add_paper(actor=None, item=item, title="Budget", text=" ")
    plain = actions.add_paper(actor=None, item=item, title="Budget", text="Balanced.", audience="everyone")
    with pytest.raises(NotFoundError, match="has no file"):
        queries.paper_with_file(person("kim", "secretariat"), plain.pk)

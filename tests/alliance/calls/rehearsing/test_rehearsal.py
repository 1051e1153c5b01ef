"""Every programme is rehearsed from its opening to the answers, and what the report says is what the records hold."""

from typing import Any

import pytest

from anso.alliance import files
from anso.alliance.calls.definition import Definition, template, templates
from anso.alliance.calls.models import Application, Award, Letter, Review
from anso.alliance.calls.rehearsing import Size, rehearse
from anso.alliance.calls.rehearsing.making.files import file_of
from anso.alliance.files.kinds import KINDS
from anso.alliance.people.models import AuditEvent

pytestmark = pytest.mark.django_db

TIMES = ("steps", "seconds", "processor_seconds", "peak_memory_mb", "selection_seconds", "assignment_seconds")
POOLS = {"research": 20, "prizes": 6, "nominations": 4, "membership": 0}


def rehearsed(name: str, *, applications: int = 18, seed: int = 3) -> dict[str, Any]:
    return rehearse(template(name), Size(applications, POOLS.get(name, 10), seed))


def untimed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: untimed(item) for name, item in value.items() if name not in TIMES}
    return [untimed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", templates())
def test_every_programme_comes_from_its_opening_to_the_answers(name: str) -> None:
    report = rehearsed(name)
    counts = report["counts"]
    assert counts["submitted"] == 18
    assert report["audit"]["whole"] is True
    assert report["audit"]["events"] == AuditEvent.objects.count()
    assert sum(counts["outcomes"].values()) == 18 - counts["withdrawn"] - counts["refused"]
    assert sum(counts["answers"].values()) == Award.objects.count() >= 1
    assert "waited_for" not in counts["answers"]
    assert counts["letters"] <= Letter.objects.count()
    chosen = report["selection"]
    if chosen is not None:
        assert chosen["chosen"] + counts["replaced"] == Award.objects.count()
        assert [row["name"] for row in chosen["quotas"] if not row["met"]] == []


def test_reports_count_what_the_records_hold() -> None:
    report = rehearsed("facilities", applications=60)
    stage = report["stages"][0]
    submitted = Review.objects.filter(state=Review.State.SUBMITTED).count()
    assert stage["reviews"]["submitted"] == submitted == stage["calibration"]["reviews"]
    assert stage["reviews"]["given_back"] == Review.objects.filter(state=Review.State.DECLINED).count()
    assert report["counts"]["kept_out"] == Application.objects.filter(state="draft").count() == 1
    assert report["size"]["scale"] == 1
    assert 0.4 <= stage["truth"]["overlap_adjusted"] <= 1


def test_the_same_seed_gives_the_same_report() -> None:
    from django.db import transaction

    reports = []
    for _time in range(2):
        point = transaction.savepoint()
        reports.append(untimed(rehearsed("experts", applications=12)))
        transaction.savepoint_rollback(point)
    assert {**reports[0], "audit": {}} == {**reports[1], "audit": {}}


def test_quotas_that_cannot_be_met_are_told_and_the_rehearsal_goes_on() -> None:
    given = template("facilities").model_dump(mode="json")
    given["selection"]["quotas"].append(
        {"code": "martians", "title": "Two from nowhere", "where": {"country": ["XX"]}, "least": 2}
    )
    report = rehearse(Definition.model_validate(given), Size(60, 10, 3))
    assert any("Two from nowhere" in told for told in report["selection"]["impossible"])
    assert report["counts"]["outcomes"]["awarded"] >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_made_up_files_are_taken_as_what_they_are(kind: Any) -> None:
    name, content = file_of((kind.code,), "letter")
    assert files.check_file(name, content, kinds=[kind], largest=100_000).kind == kind.code

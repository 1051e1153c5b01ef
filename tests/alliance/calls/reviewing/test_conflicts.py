"""Conflicts: what counts as one and what does not, and that they follow the records at once."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.alliance.calls.reviewing.helpers import (
    assigned,
    call_at_work,
    expert,
    institution,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import good_answers, person, submitted

from anso.alliance.calls import actions
from anso.alliance.calls.conflicts import Acting, Case, Interest, Named, Stay, find
from anso.alliance.calls.conflicts.mail import domain_of, registrable
from anso.alliance.calls.conflicts.names import name_key, place_keys
from anso.alliance.calls.conflicts.works import orcids_in, works_in
from anso.alliance.calls.definition import ConflictRules
from anso.alliance.calls.models import Conflict, Review
from anso.alliance.calls.queries.conflicts import conflicts_for, evidence_in_words, own_grounds
from anso.alliance.network.models import Conflict as ProfileConflict
from anso.alliance.people.actions import describe_person, update_profile

TODAY = date(2021, 6, 1)
LAST_YEAR = timezone.localdate().year - 1
RULES = ConflictRules()
CASE = Case(UUID(int=1), frozenset({7}))
REVIEWER = Acting(1)


def kinds(case: Case, reviewer: Acting, rules: ConflictRules = RULES) -> set[str]:
    return {found.kind for found in find([case], [reviewer], rules, TODAY)}


def studied(where: str) -> list[dict[str, Any]]:
    """Until the end of last year."""
    return [{"university": where, "degree": "MSc", "year": LAST_YEAR}]


def stay(name: str, until: date | None = None) -> Stay:
    return Stay(name, place_keys(name), until)


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("cs.uni.edu", "uni.edu"),
        ("uni.edu", "uni.edu"),
        ("a.b.uni.ac.uk", "uni.ac.uk"),
        ("ustc.edu.cn", "ustc.edu.cn"),
        ("mail.ustc.edu.cn", "ustc.edu.cn"),
        ("lab.kaznu.kz", "kaznu.kz"),
        ("edu.cn", "edu.cn"),
    ],
)
def test_registrable_part_of_a_domain(domain: str, expected: str) -> None:
    assert registrable(domain) == expected


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("a@Sub.Uni.EDU", "uni.edu"),
        ("a@gmail.com", ""),
        ("a@vip.163.com", ""),
        ("a@example.org", ""),
        ("nonsense", ""),
        ("a@localhost", ""),
    ],
)
def test_public_mail_says_nothing_of_where_somebody_works(email: str, expected: str) -> None:
    assert domain_of(email) == expected


def test_subdomains_of_one_university_are_one_mail_domain() -> None:
    case = replace(CASE, named=(Named(email="ada@physics.uni.edu"),))
    assert kinds(case, replace(REVIEWER, emails=("rana@cs.uni.edu",))) == {"mail_domain"}
    assert kinds(case, replace(REVIEWER, emails=("rana@uni.edu.cn",))) == set()


@pytest.mark.parametrize(
    ("applicant", "reviewer", "conflicts"),
    [
        (None, None, True),
        (date(2018, 6, 2), None, True),
        (date(2018, 5, 30), None, False),
        (None, date(2018, 6, 2), True),
        (None, date(2018, 5, 30), False),
        (date(2019, 1, 1), date(2019, 1, 1), True),
    ],
)
def test_common_institution_counts_within_the_years_that_the_call_names(
    applicant: date | None, reviewer: date | None, conflicts: bool
) -> None:
    case = replace(CASE, stays=(stay("The University of Tides", applicant),))
    found = kinds(case, replace(REVIEWER, stays=(stay("university of TIDES", reviewer),)))
    assert found == ({"institution"} if conflicts else set())


def test_names_are_compared_in_any_order_and_one_word_is_no_name() -> None:
    assert name_key("Ivanova, Anna") == name_key("Anna IVANOVA")
    assert (name_key("Anna"), name_key("王小明"), name_key("")) == ("", "王小明", "")


def test_works_are_found_by_doi_with_the_year_of_their_line() -> None:
    text = "A. One (2015). Tides. https://doi.org/10.1000/AB-1.\nB. Two, 10.1000/cd(2)3; in press"
    assert works_in(text) == {"10.1000/ab-1": 2015, "10.1000/cd(2)3": None}
    assert orcids_in("see 0000-0002-1825-0097, tel. 1234-5678") == {"0000-0002-1825-0097"}


def test_joint_work_older_than_the_call_looks_back_is_no_conflict() -> None:
    for year, expected in ((2015, set()), (2016, {"coauthors"}), (None, {"coauthors"})):
        case = replace(CASE, works={"10.1/x": year})
        assert kinds(case, replace(REVIEWER, works={"10.1/x": None})) == expected


def test_each_rule_can_be_left_out() -> None:
    case = Case(
        UUID(int=1), frozenset(), named=(Named("Ada Applicant", "ada@uni.edu"),), countries=frozenset({"KZ"}),
        stays=(stay("Tides"),), nominating=(stay("Winds"),), supervisors=(Named("Rana Expert"),),
        works={"10.1/x": None},
    )  # fmt: skip
    reviewer = Acting(
        1, names=("Rana Expert",), emails=("rana@uni.edu",), country="KZ",
        stays=(stay("Tides"), stay("Winds")), works={"10.1/x": None},
        interests=(Interest("family", Named("Applicant, Ada")),),
    )  # fmt: skip
    everything = ConflictRules(same_country=True)
    by_rule = {
        "same_institution": "institution", "nominating": "nominating", "mail_domain": "mail_domain",
        "coauthors": "coauthors", "supervision": "supervision", "same_country": "country", "family": "family",
    }  # fmt: skip
    assert kinds(case, reviewer, everything) == set(by_rule.values())
    for rule, kind in by_rule.items():
        left_out = everything.model_copy(update={rule: False})
        assert kinds(case, reviewer, left_out) == set(by_rule.values()) - {kind}, rule


def test_own_application_and_referees_are_conflicts_whatever_the_rules() -> None:
    nothing = ConflictRules(
        same_institution=False,
        mail_domain=False,
        coauthors=False,
        supervision=False,
        family=False,
        nominating=False,
    )
    assert kinds(CASE, Acting(7), nothing) == {"own"}
    case = replace(CASE, referees=(Named("R. One", "one@x.edu"),))
    assert kinds(case, replace(REVIEWER, emails=("ONE@x.edu",)), nothing) == {"referee"}


places = st.sampled_from(["Tides", "Winds", "Stones", "Rivers"])
ends = st.sampled_from([None, date(2021, 1, 1), date(2017, 1, 1)])
stays = st.lists(st.builds(stay, places, ends), max_size=3).map(tuple)
addresses = st.sampled_from(["a@uni.edu", "b@x.uni.edu", "c@gmail.com", "d@other.org"])


@given(
    st.lists(st.tuples(stays, addresses), max_size=5),
    st.lists(st.tuples(stays, addresses), min_size=1, max_size=5),
)
def test_joining_finds_what_looking_at_every_pair_finds(cases: list[Any], people: list[Any]) -> None:
    applications = [
        Case(uuid4(), frozenset(), stays=held, named=(Named(email=email),)) for held, email in cases
    ]
    acting = [Acting(number, stays=held, emails=(email,)) for number, (held, email) in enumerate(people)]
    since = date(2018, 6, 1)
    expected = set()
    for case in applications:
        for one in acting:
            if any(
                a.name == b.name and all(end is None or end >= since for end in (a.until, b.until))
                for a in case.stays
                for b in one.stays
            ):
                expected.add((case.application, one.person, "institution"))
            if domain_of(case.named[0].email) and domain_of(case.named[0].email) == domain_of(one.emails[0]):
                expected.add((case.application, one.person, "mail_domain"))
            if case.named[0].email == one.emails[0]:
                expected.add((case.application, one.person, "own"))
    found = [(one.application, one.person, one.kind) for one in find(applications, acting, RULES, TODAY)]
    assert (set(found), len(found)) == (expected, len(expected))


@pytest.mark.django_db
def test_conflict_follows_the_profile_at_once_and_takes_the_review_away() -> None:
    call = call_at_work()
    tides = institution()
    (reviewer,) = pooled(call, expert("rana"))
    (application,) = screened(call, "ada", education=studied("Institute of Tides"))
    opened(call)
    review = assigned(reviewer, application)
    started = reviewer.person.affiliations.create(institution=tides)
    review.refresh_from_db()
    conflict = Conflict.objects.get(person=reviewer.person)
    assert (conflict.kind, evidence_in_words(conflict)) == (
        "institution",
        f"Institute of Tides, until 31 December {LAST_YEAR}",
    )
    assert (review.state, review.note) == ("removed", "conflict")
    started.delete()
    assert Conflict.objects.count() == 0
    assert Review.objects.get().state == "removed"


@pytest.mark.django_db
def test_submission_finds_whom_it_is_kept_from_before_anybody_can_look() -> None:
    call = call_at_work()
    officer = expert("olga", "secretariat", at="Al-Farabi")
    answers = good_answers(education=studied("AL-FARABI"))
    application = submitted(person("ada"), call, answers).application
    assert [conflict.application_id for conflict in officer.application_conflicts.all()] == [application.pk]


@pytest.mark.django_db
def test_referee_supervisor_and_declared_family_are_found_by_name_or_address() -> None:
    call = call_at_work()
    referee = expert("one", email="one@referee.example")
    family = expert("rana")
    ProfileConflict.objects.create(person=family, kind="family", with_whom="Applicant, Ada")
    pooled(call, referee, family)
    screened(call, "ada")
    told = {(one.person.name, one.kind) for one in Conflict.objects.select_related("person")}
    assert told == {("One Expert", "referee"), ("Rana Expert", "family")}


@pytest.mark.django_db
def test_new_country_counts_where_a_call_says_so() -> None:
    rules = {"same_country": True}
    call = call_at_work(conflicts=rules)
    (reviewer,) = pooled(call, expert("rana", country="LK"))
    screened(call, "ada")
    assert Conflict.objects.count() == 0
    update_profile(actor=None, user=reviewer.person, country="KZ")
    assert [one.evidence for one in Conflict.objects.all()] == [{"country": "KZ"}]


@pytest.mark.django_db
def test_joint_work_named_on_a_profile_is_found() -> None:
    call = call_at_work()
    (reviewer,) = pooled(call, expert("rana"))
    screened(call, "ada", publications="Ada, Rana: Tides. doi:10.1000/xyz")
    describe_person(actor=None, user=reviewer.person, about="I wrote https://doi.org/10.1000/XYZ.")
    assert [(one.kind, one.evidence) for one in Conflict.objects.all()] == [
        ("coauthors", {"doi": "10.1000/xyz"})
    ]


@pytest.mark.django_db
def test_officer_sees_no_conflict_of_an_application_that_is_kept_from_them() -> None:
    call = call_at_work()
    olga, petra = expert("olga", "secretariat"), expert("petra", "secretariat")
    one, two = screened(call, "ada", "ben")
    for application in (one, two):
        actions.declare_conflict(actor=petra, application=application)
    actions.declare_conflict(actor=olga, application=two)
    assert [found.application_id for found in conflicts_for(olga, call)] == [one.pk]
    assert list(conflicts_for(petra, call)) == []


@pytest.mark.django_db
def test_person_is_told_what_counts_and_never_with_which_application() -> None:
    call = call_at_work()
    reviewer = expert("rana", at="Al-Farabi", email="rana@cs.uni.edu")
    pooled(call, reviewer)
    before = own_grounds(reviewer)
    screened(call, "ada", education=studied("Al-Farabi"))
    assert Conflict.objects.filter(person=reviewer).count() == 1
    assert [ground.words for ground in own_grounds(reviewer)] == ["Al-Farabi", "uni.edu"]
    assert own_grounds(reviewer) == before


@pytest.mark.django_db
def test_finding_again_changes_nothing_and_keeps_what_was_declared() -> None:
    call = call_at_work()
    (reviewer,) = pooled(call, expert("rana", at="Al-Farabi"))
    (application,) = screened(call, "ada", education=studied("Al-Farabi"))
    actions.declare_conflict(actor=reviewer.person, application=application, note="A friend")
    again = actions.find_conflicts(call=call)
    assert (again.added, again.gone, again.standing) == (0, 0, 1)
    assert set(Conflict.objects.values_list("kind", flat=True)) == {"institution", "declared"}

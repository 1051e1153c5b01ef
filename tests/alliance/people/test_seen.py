"""Who sees what of whom: data of the person's own, one place that decides, the same for pages, API and search."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions as network
from anso.alliance.people import actions, queries
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import Audience, AuditEvent, Expertise, Profile, User
from anso.alliance.people.models.profiles import PARTS
from anso.alliance.people.orcid import check_character, is_orcid
from anso.alliance.people.seen import described
from anso.alliance.people.vocabulary import terms
from anso.alliance.search import searchable_records
from anso.errors import AnsoError, InvalidInputError

LEVELS = {"nobody": Audience.PUBLIC, "member": Audience.MEMBERS, "secretariat": Audience.SECRETARIAT}


def viewers(make_user: MakeUser) -> dict[str, User]:
    return {"nobody": make_user(), "member": make_user("reviewer"), "secretariat": make_user("secretariat")}


@pytest.mark.django_db
@pytest.mark.parametrize("shown_to", list(Audience))
@pytest.mark.parametrize("about", list(Audience))
def test_part_is_seen_by_its_audience_and_no_more_than_the_profile(
    make_user: MakeUser, shown_to: Audience, about: Audience
) -> None:
    person = make_user()
    actions.describe_person(
        actor=person, user=person, shown_to=shown_to, about="I measure tides", audiences={"about": about}
    )
    person = User.objects.get(pk=person.pk)
    for name, viewer in viewers(make_user).items():
        seen = described(viewer, person)
        opens = shown_to >= LEVELS[name] or name == "secretariat"
        assert (seen is not None) == opens
        if seen is not None:
            assert bool(seen.about) == (min(about, shown_to) >= LEVELS[name])
    assert described(person, person).about == "I measure tides"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_profile_that_was_never_written_is_shown_to_nobody(make_user: MakeUser) -> None:
    person = make_user()
    assert described(make_user("reviewer"), person) is None
    assert list(queries.people_for(make_user("reviewer"))) == []
    assert person in queries.people_for(make_user("administrator"))


@pytest.mark.django_db
def test_nobody_is_found_by_what_they_do_not_show(make_user: MakeUser) -> None:
    person, other = make_user(), make_user()
    for user, audience in ((person, Audience.SECRETARIAT), (other, Audience.PUBLIC)):
        actions.describe_person(
            actor=user,
            user=user,
            shown_to=Audience.PUBLIC,
            other_names="Иосия",
            expertise=["water"],
            audiences={"other_names": audience, "expertise": audience},
        )
    visitor = make_user()
    assert list(queries.people_for(visitor, "иосия")) == [other]
    assert list(queries.people_for(visitor, term="water")) == [other]
    assert set(queries.people_for(make_user("secretariat"), "ИОСИЯ")) == {person, other}
    assert set(queries.people_for(visitor, "person")) == {person, other}


@pytest.mark.django_db
def test_search_of_everything_holds_those_alone_who_show_themselves_to_everyone(make_user: MakeUser) -> None:
    for audience in Audience:
        user = make_user()
        actions.describe_person(
            actor=user,
            user=user,
            shown_to=audience,
            other_names="Имя",
            audiences={"other_names": Audience.MEMBERS},
        )
    found = [record for record in searchable_records() if record.kind == "person"]
    assert [(record.title, record.text) for record in found] == [("Person 4", "")]


@pytest.mark.django_db
def test_conflicts_are_the_persons_and_the_secretariats(make_user: MakeUser, client: Client) -> None:
    person = make_user()
    actions.describe_person(actor=person, user=person, shown_to=Audience.PUBLIC)
    network.declare_conflict(actor=person, person=person, kind="family", with_whom="A cousin")
    with pytest.raises(InvalidInputError, match="audiences: "):
        actions.describe_person(actor=person, user=person, audiences={"conflicts": Audience.PUBLIC})
    seen = {}
    for name, viewer in {**viewers(make_user), "self": person}.items():
        client.force_login(viewer)
        seen[name] = "A cousin" in client.get(f"/people/{person.public_id}/").content.decode()
    assert seen == {"nobody": False, "member": False, "secretariat": True, "self": True}


@pytest.mark.django_db
def test_event_of_a_profile_names_its_parts_and_never_what_they_say(make_user: MakeUser) -> None:
    person = make_user()
    actions.describe_person(actor=person, user=person, about="Secretive", expertise=["water"])
    event = AuditEvent.objects.latest("sequence")
    assert event.details == {"parts": ["about", "expertise"]}
    assert "Secretive" not in event.details_json


@pytest.mark.django_db
def test_terms_are_those_of_the_vocabulary(make_user: MakeUser) -> None:
    person = make_user()
    with pytest.raises(InvalidInputError, match="wizardry is no term of the vocabulary"):
        actions.describe_person(actor=person, user=person, expertise=["wizardry"])
    actions.describe_person(actor=person, user=person, expertise=["water", "energy"])
    actions.describe_person(actor=person, user=person, expertise=["energy"])
    assert list(Expertise.objects.values_list("term", flat=True)) == ["energy"]


def test_every_term_has_a_name_in_every_language() -> None:
    assert [code for code, names in terms().items() if set(names) != {"en", "zh", "ru", "fr"}] == []
    for language in ("en", "zh", "ru", "fr"):
        assert len({names[language] for names in terms().values()}) == len(terms())


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_orcid_ids_of_orcids_own_examples_hold(orcid: str) -> None:
    assert is_orcid(orcid) is True


@given(st.text("0123456789", min_size=15, max_size=15), st.integers(0, 14), st.sampled_from("0123456789"))
def test_one_mistyped_digit_of_an_orcid_id_is_caught(digits: str, place: int, typed: str) -> None:
    def whole(text: str) -> str:
        plain = text + check_character(digits)
        return "-".join(plain[start : start + 4] for start in range(0, 16, 4))

    wrong = digits[:place] + typed + digits[place + 1 :]
    assert is_orcid(whole(digits)) is True
    assert is_orcid(whole(wrong)) == (wrong == digits)


@pytest.mark.django_db
def test_consent_is_given_once_and_what_is_needed_cannot_be_taken_back(make_user: MakeUser) -> None:
    person = make_user()
    actions.give_consent(actor=person, user=person, code="privacy")
    actions.give_consent(actor=person, user=person, code="news")
    with pytest.raises(AlreadyDoneError, match="You agreed to this already"):
        actions.give_consent(actor=person, user=person, code="news")
    with pytest.raises(AnsoError, match="An account cannot be kept without “Privacy notice”"):
        actions.withdraw_consent(actor=person, user=person, code="privacy")
    actions.withdraw_consent(actor=person, user=person, code="news")
    states = {state.document.code: state.given is not None for state in queries.consents_of(person)}
    assert states == {"privacy": True, "news": False}
    actions.give_consent(actor=person, user=person, code="news")
    assert person.consents.filter(document="news").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("audiences", {"about": 9}),
        ("audiences", {"nothing": 1}),
        ("audiences", []),
        ("languages", ["klingon"]),
        ("languages", "en"),
        ("shown_to", 7),
        ("about", "x" * 2001),
    ],
)
def test_profile_refuses_what_does_not_hold(make_user: MakeUser, field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        Profile(person=make_user(), **{field: value}).full_clean()


def test_parts_are_those_that_a_description_has() -> None:
    assert set(PARTS) == {
        "other_names", "about", "country", "website", "orcid", "affiliations", "expertise", "languages", "email",
        "conflicts",
    }  # fmt: skip


@pytest.mark.django_db
def test_staff_grant_and_end_roles_on_a_persons_page(make_user: MakeUser, client: Client) -> None:
    person, secretariat = make_user(), make_user("secretariat")
    client.force_login(secretariat)
    session = client.session
    address = f"/people/{person.public_id}/roles/"
    session.save()
    User.objects.filter(pk=secretariat.pk).update(is_synthetic=True)  # exempt from the second factor
    refused = client.post(address, {"role": "administrator", "scope_kind": "site"})
    assert (refused.status_code, "for roles that need no second factor" in refused.content.decode()) == (
        422,
        True,
    )
    granted = client.post(address, {"role": "reviewer", "scope_kind": "programme", "scope_code": "prize"})
    assert granted.status_code == 302
    grant = person.grants.get()
    assert (grant.role, grant.scope_code, grant.granted_by) == ("reviewer", "prize", secretariat)
    assert client.post(f"{address}{grant.pk}/end/").status_code == 302
    assert list(person.grants.holding()) == []


@pytest.mark.django_db
def test_file_of_the_directory_holds_what_its_reader_may_see(make_user: MakeUser) -> None:
    for number, audience in enumerate(Audience):
        user = make_user(email=f"shown-{number}@people.example")
        actions.describe_person(
            actor=user,
            user=user,
            shown_to=audience,
            about=f"=about {number}",
            expertise=["water"],
            languages=["fr"],
            audiences={"email": Audience.MEMBERS},
        )
    files = {}
    for name, viewer in {"visitor": None, **viewers(make_user)}.items():
        client = Client()
        if viewer is not None:
            User.objects.filter(pk=viewer.pk).update(is_synthetic=True)
            client.force_login(viewer)
        answer = client.get("/people.csv?term=water")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
        files[name] = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {name: [row["about"] for row in rows] for name, rows in files.items()} == {
        "visitor": ["'=about 3"],
        "nobody": ["'=about 3"],
        "member": ["'=about 2", "'=about 3"],
        "secretariat": ["'=about 1", "'=about 2", "'=about 3"],
    }
    assert [row["email"] for row in files["visitor"]] == [""]
    assert [row["email"] for row in files["member"]] == ["shown-2@people.example", "shown-3@people.example"]
    assert files["member"][0]["languages"] == "fr"
    assert Client().get("/people.xlsx").content[:2] == b"PK"

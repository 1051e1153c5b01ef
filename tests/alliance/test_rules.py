"""Decisions: who may, and the sentence for those who may not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from tests.alliance.conftest import MakeUser

from anso.alliance.network.models import Institution
from anso.alliance.people import rules
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.roles import ROLES, Scope, ScopeKind
from anso.alliance.people.rules import demands_mfa, guarded, holds, may, permissions, require

OWN_INSTITUTION = Scope(ScopeKind.INSTITUTION, "institute-of-tides")

# Who may do what, over the whole site and to nothing in particular: written down a second time, so that a
# change of the rules is a change of this table too.
TABLE = {
    "events.add_event": {"secretariat"},
    "events.change_event": {"secretariat"},
    "events.delete_event": {"secretariat", "administrator"},
    "network.add_institution": {"secretariat"},
    "network.change_institution": {"secretariat"},
    "network.change_membership": {"secretariat"},
    "network.delete_institution": {"administrator"},
    "people.add_rolegrant": {"secretariat", "administrator"},
    "people.add_user": {"administrator"},
    "people.change_profile": set(),
    "people.change_user": {"administrator"},
    "people.delete_rolegrant": set(),
    "people.delete_user": set(),
    "people.open_staff_site": {"secretariat", "administrator"},
    "people.view_auditevent": {"board-member", "administrator"},
    "people.view_rolegrant": {"secretariat", "administrator"},
    "people.view_user": {"secretariat", "administrator"},
    "projects.change_project": {"secretariat"},
    "sample.load": {"administrator"},
    "network.view_institution": {*ROLES},
    "projects.view_project": {*ROLES},
    "events.view_event": {*ROLES},
}


@pytest.mark.parametrize("code", sorted(TABLE))
def test_roles_that_may(everybody: dict[str, User], code: str) -> None:
    assert {role for role, user in everybody.items() if may(user, code)} == TABLE[code]


@pytest.mark.parametrize("code", sorted(TABLE))
def test_django_agrees_with_the_table(everybody: dict[str, User], code: str) -> None:
    assert {role for role, user in everybody.items() if user.has_perm(code)} == TABLE[code]


@pytest.mark.django_db
def test_every_refusal_says_why(make_user: MakeUser) -> None:
    nobody = make_user()
    refusals = [may(visitor, found.code) for found in permissions() for visitor in (nobody, AnonymousUser())]
    refused = [decision for decision in refusals if not decision.allowed]
    assert len(refused) > 40
    assert [decision for decision in refused if not decision.reason.endswith(".")] == []


def test_what_nobody_may_do_is_said_so_without_asking_to_sign_in(everybody: dict[str, User]) -> None:
    for visitor in (everybody["editor"], AnonymousUser()):
        assert may(visitor, "people.delete_user").reason == "Nobody may do this: delete: accounts."


def test_reasons_name_who_may_and_what(everybody: dict[str, User]) -> None:
    assert may(everybody["editor"], "people.view_auditevent").reason == (
        "Only an administrator or a board member may do this: read the audit trail."
    )
    assert may(AnonymousUser(), "sample.load").reason == (
        "Sign in first. Only an administrator may do this: load the sample alliance."
    )


@pytest.mark.django_db
def test_closed_account_may_nothing(make_user: MakeUser) -> None:
    user = make_user("administrator")
    user.is_active = False
    assert may(user, "network.view_institution").reason == "This account is closed."


def test_public_permissions_are_those_of_reading() -> None:
    public = {found.code for found in permissions() if rules.is_public(found.code)}
    alliance = {code for code in public if code.split(".")[0] in ("people", "network", "projects", "events")}
    assert alliance == {
        "events.view_event",
        "events.view_eventcountry",
        "network.view_ambassador",
        "network.view_association",
        "network.view_institution",
        "network.view_membership",
        "network.view_membershipstep",
        "network.view_memorandum",
        "network.view_partner",
        "network.view_publishedfigure",
        "people.see_list",
        "projects.view_project",
        "projects.view_projectcountry",
    }


def test_own_profile_alone_may_be_changed(everybody: dict[str, User]) -> None:
    editor, administrator = everybody["editor"], everybody["administrator"]
    assert may(editor, "people.change_profile", editor) == rules.Decision(allowed=True)
    assert may(administrator, "people.change_profile", editor).reason == (
        "Only the person themself may do this: change a profile."
    )


def test_member_contact_changes_own_institution_alone(make_user: MakeUser, institution: Institution) -> None:
    other = Institution.objects.create(code="elsewhere", name="Elsewhere")
    contact = make_user("member-contact", scope=OWN_INSTITUTION)
    allowed = [
        may(contact, "network.change_institution", target).allowed for target in (institution, other, None)
    ]
    assert allowed == [True, False, False]


@pytest.mark.django_db
def test_role_within_a_scope_is_no_role_over_the_site(make_user: MakeUser) -> None:
    local = make_user("secretariat", scope=Scope(ScopeKind.PROGRAMME, "scholarship"))
    assert holds(local, "secretariat") is True
    assert holds(local, "secretariat", Scope()) is False
    assert holds(local, "secretariat", Scope(ScopeKind.PROGRAMME, "scholarship")) is True
    assert holds(local, "secretariat", Scope(ScopeKind.PROGRAMME, "prizes")) is False
    assert may(local, "events.add_event").allowed is False
    assert local.is_staff is False


@pytest.mark.django_db
def test_role_over_the_site_holds_in_every_scope(make_user: MakeUser) -> None:
    everywhere = make_user("member-contact", scope=Scope())
    assert holds(everywhere, "member-contact", OWN_INSTITUTION) is True


@pytest.mark.django_db
def test_grant_holds_from_its_day_to_its_end(make_user: MakeUser) -> None:
    now = timezone.now()
    user = make_user()
    for role, granted, ends in (
        ("editor", -2, -1),
        ("reviewer", -2, 1),
        ("applicant", 1, None),
        ("secretariat", -1, None),
    ):
        RoleGrant.objects.create(
            person=user,
            role=role,
            granted_at=now + timedelta(days=granted),
            ends_at=None if ends is None else now + timedelta(days=ends),
        )
    assert {role for role in ROLES if holds(user, role)} == {"reviewer", "secretariat"}
    assert {grant.role for grant in user.grants.holding(now - timedelta(days=1.5))} == {"editor", "reviewer"}
    assert {grant.role for grant in user.grants.holding(now + timedelta(days=2))} == {
        "applicant",
        "secretariat",
    }


def test_roles_that_demand_a_second_factor(everybody: dict[str, User]) -> None:
    demanded = {role for role, user in everybody.items() if demands_mfa(user)}
    assert demanded == {"secretariat", "administrator", "duty-officer", "board-member"}
    assert demands_mfa(AnonymousUser()) is False


@pytest.mark.django_db
def test_superuser_demands_a_second_factor_and_may_all() -> None:
    root = User.objects.create_superuser("root@example.org", "a long enough password")
    assert demands_mfa(root) is True
    assert root.is_staff is True
    assert [found.code for found in permissions() if not may(root, found.code)] == []


def test_require_raises_the_reason(everybody: dict[str, User]) -> None:
    require(everybody["secretariat"], "events.add_event")
    with pytest.raises(PermissionDenied, match=r"^Only the secretariat may do this: add: events\.$"):
        require(everybody["editor"], "events.add_event")


def test_unknown_permission_is_our_own_mistake() -> None:
    with pytest.raises(rules.UnknownPermissionError, match=r"There is no permission 'people\.fly'"):
        may(AnonymousUser(), "people.fly")


def test_permission_is_entered_once() -> None:
    with pytest.raises(rules.UnknownPermissionError, match=r"people\.view_user is entered twice"):
        rules.permit("people.view_user", _("see accounts"), rules.EVERYONE)


def test_guarded_view_names_its_permission_and_refuses(everybody: dict[str, User]) -> None:
    @guarded("sample.load")
    def view(request: HttpRequest, number: int) -> HttpResponse:
        return HttpResponse(str(number))

    request = HttpRequest()
    request.user = everybody["administrator"]
    assert view(request, number=7).content == b"7"
    assert view.permission == "sample.load"  # type: ignore[attr-defined]
    request.user = everybody["editor"]
    with pytest.raises(PermissionDenied, match="Only an administrator"):
        view(request, number=7)


@pytest.mark.django_db
def test_rules_read_the_grants_once(make_user: MakeUser, django_assert_num_queries: object) -> None:
    user = User.objects.get(pk=make_user("secretariat").pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        for found in permissions():
            may(user, found.code)

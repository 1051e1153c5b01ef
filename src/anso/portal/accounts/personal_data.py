"""What signing in holds of a person (allauth's tables among it), and what becomes of it."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.privacy import Fate, Holding, Retention, exempt, hold, retain
from anso.portal.accounts.models import ApiToken

__all__: list[str] = []

TOKENS_KEPT_FOR = timedelta(days=180)


def sessions_of(person: User) -> QuerySet[Session]:
    keys = UserSession.objects.filter(user=person).values("session_key")
    return Session.objects.filter(session_key__in=keys)


def notes_of_staff(person: User) -> QuerySet[LogEntry]:
    """What they changed on the staff site, and what was changed of their account: it is told by name."""
    account = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(Q(user=person) | Q(content_type=account, object_id=str(person.pk)))


def old_tokens() -> int:
    moment = timezone.now() - TOKENS_KEPT_FOR
    return ApiToken.objects.filter(Q(revoked_at__lt=moment) | Q(expires_at__lt=moment)).delete()[0]


def old_sessions() -> int:
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    UserSession.objects.filter(session_key__in=ended.values("session_key")).delete()
    return ended.delete()[0]


hold(
    Holding(
        "accounts.ApiToken",
        ("user",),
        Fate.DELETED,
        also=("name",),
        hidden=("digest",),
        why=_("Keys by which your programs use the API."),
    ),
    Holding(
        "sessions.Session",
        ("session_key",),
        Fate.DELETED,
        rows=sessions_of,
        hidden=("session_key", "session_data"),
        why=_("Browsers you are signed in with."),
        title=_("browsers signed in"),
    ),
    Holding(
        "usersessions.UserSession",
        ("user",),
        Fate.DELETED,
        also=("ip", "user_agent", "data"),
        hidden=("session_key",),
        why=_("When and with which browser you were signed in."),
        title=_("sign-ins"),
    ),
    Holding(
        "account.EmailAddress",
        ("user",),
        Fate.DELETED,
        also=("email",),
        why=_("Your e-mail addresses."),
        title=_("e-mail addresses"),
    ),
    Holding(
        "socialaccount.SocialAccount",
        ("user",),
        Fate.DELETED,
        also=("uid", "extra_data"),
        why=_("Accounts elsewhere that you sign in with, your ORCID iD among them."),
        title=_("accounts elsewhere"),
    ),
    Holding(
        "mfa.Authenticator",
        ("user",),
        Fate.DELETED,
        hidden=("data",),
        why=_("Your second factors."),
        title=_("second factors"),
    ),
    Holding(
        "admin.LogEntry",
        ("user",),
        Fate.DELETED,
        rows=notes_of_staff,
        also=("object_repr", "change_message"),
        why=_("Notes of the staff site on what you changed, or on what was changed of your account."),
        title=_("notes of the staff site"),
    ),
)
retain(Retention("keys of the API", _("A key that ended or was revoked goes half a year later."), old_tokens))
retain(Retention("sessions", _("A session goes in the night after its end."), old_sessions))
exempt("socialaccount.SocialApp", "name", why="names of sign-in providers")
exempt("contenttypes.ContentType", "app_label", why="names of kinds of records")
exempt("django_tasks_database.DBTaskResult", "queue_name", "backend_name", why="names of queues")

"""Second factors on the staff site: seen by kind and age, and taken away from a person who lost theirs."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from anso.alliance.people import audit
from anso.alliance.people.admin import RecordAdmin
from anso.alliance.people.models import User
from anso.portal.accounts import second_factor

__all__ = ["SecondFactorAdmin"]

MAILS = {
    Authenticator.Type.TOTP: "mfa/email/totp_deactivated",
    Authenticator.Type.WEBAUTHN: "mfa/email/webauthn_removed",
}


@admin.register(Authenticator)
class SecondFactorAdmin(RecordAdmin):
    """Never shows what a factor is made of. Whose it was is told by mail, in case it was not they who asked."""

    fields = readonly_fields = ("user", "type", "created_at", "last_used_at")
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  (set up by their owners alone)
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        user: User = obj.user
        actor = request.user if isinstance(request.user, User) else None
        with transaction.atomic():
            kind = str(obj.type)
            audit.record(actor=actor, verb="accounts.remove_second_factor", target=user, kind=kind)
            obj.delete()
            if not second_factor.has_one(user):  # codes to stand in for a factor that is gone
                Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        if kind in MAILS:
            get_adapter(request).send_notification_mail(MAILS[Authenticator.Type(kind)], user)

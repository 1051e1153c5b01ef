"""The people app on the staff site, and the base of every other app's pages there.

What is changed on the staff site leaves an event in the audit trail like any other act; who may open
which page is asked of the rules, through `user.has_perm`.
"""
# ruff: noqa: ARG002  (Django calls these methods with more than each of them needs)

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people import actions, audit
from anso.alliance.people.audit_sight import events_for
from anso.alliance.people.models import AuditEvent, RoleGrant, User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import may
from anso.errors import AnsoError

__all__ = ["ReadOnlyAdmin", "RecordAdmin", "ValuesFilter"]

if TYPE_CHECKING:  # Django's own classes are generic in the stubs alone
    Page = admin.ModelAdmin[Any]
    AccountPage = UserAdmin[User]
    NewAccountForm = forms.ModelForm[User]
    NewGrantForm = forms.ModelForm[RoleGrant]
else:
    Page, AccountPage = admin.ModelAdmin, UserAdmin
    NewAccountForm = NewGrantForm = forms.ModelForm


class RecordAdmin(Page):
    """A page of the staff site whose every change is one event of the audit trail."""

    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and self.has_view_permission(request)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        with transaction.atomic():
            audit.record(actor=acting(request), verb=verb("add", obj), target=obj)
            return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        with transaction.atomic():
            if message:
                audit.record(actor=acting(request), verb=verb("change", obj), target=obj, changes=message)
            return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        with transaction.atomic():
            audit.record(actor=acting(request), verb=verb("delete", obj), target=obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            for obj in queryset:
                self.delete_model(request, obj)


class ReadOnlyAdmin(Page):
    """A page that shows and never changes."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ValuesFilter(admin.AllValuesFieldListFilter):
    """Filters by every value that occurs; the empty one has a word too, for a link needs one."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield choice | {"display": choice["display"] or _("Not said")}


def verb(act: str, obj: models.Model) -> str:
    return f"{obj._meta.app_label}.{act}_{obj._meta.model_name}"


def acting(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied(_("Sign in first."))
    return request.user


class AccountCreationForm(NewAccountForm):
    """A new account has no password: a link to set one is mailed to its address."""

    class Meta:
        model = User
        fields = ("email", "name")


@admin.register(User)
class AccountAdmin(RecordAdmin, AccountPage):
    """Accounts. What a person may do is granted as roles, never as loose permissions.

    Passwords and addresses are the person's own: staff that could set either could sign in as anybody.
    """

    form = forms.ModelForm
    add_form = AccountCreationForm
    ordering = ("name", "email")
    list_display = ("name", "email", "country", "is_active", "is_synthetic", "joined_at")
    list_filter = ("is_active", "is_synthetic")
    search_fields = ("name", "email")
    filter_horizontal = ()
    readonly_fields = ("public_id", "email", "way_in", "joined_at", "last_login", "is_synthetic")
    fieldsets = (
        (None, {"fields": ("public_id", "email", "way_in", "name", "is_active", "is_synthetic")}),
        (_("Profile"), {"fields": ("country", "language", "theme", "time_zone")}),
        (_("Times"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    @admin.display(description=_("password"))
    def way_in(self, user: User) -> str:
        return format_html(
            '{} <a class="button" href="{}">{}</a>',
            gettext("A password is set.") if user.has_usable_password() else gettext("No password is set."),
            reverse("admin:auth_user_password_change", args=[user.pk]),
            gettext("Send a link to set a new password"),
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            actions.send_password_link(actor=acting(request), user=obj, request=request)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Where Django would let staff type a password for somebody, a link is mailed to that person."""
        user = self.get_object(request, id)
        if user is None:
            return redirect("admin:people_user_changelist")
        if not self.has_change_permission(request, user):
            raise PermissionDenied(may(request.user, "people.change_user", user).reason)
        if request.method == "POST":
            try:
                actions.send_password_link(actor=acting(request), user=user, request=request)
            except AnsoError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                text = gettext("A link to set a new password is on its way to %(email)s.")
                self.message_user(request, text % {"email": user.email}, messages.SUCCESS)
            return redirect("admin:people_user_change", user.pk)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": user}
        context["title"] = gettext("Send a link to set a new password")
        return TemplateResponse(request, "admin/people/password_link.html", context)


class GrantForm(NewGrantForm):
    """Asks the action beforehand, so that a refusal stands beside what was typed."""

    actor: User

    class Meta:
        model = RoleGrant
        fields = ("person", "role", "scope_kind", "scope_code", "ends_at")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            scope = Scope(ScopeKind(given["scope_kind"]), given["scope_code"])
            try:
                actions.grantable(
                    actor=self.actor,
                    user=given["person"],
                    role=given["role"],
                    scope=scope,
                    ends_at=given["ends_at"],
                )
            except (AnsoError, PermissionDenied) as error:
                raise ValidationError(str(error)) from error
        return given


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnlyAdmin):
    """Roles: granted and ended, never rewritten."""

    form = GrantForm
    list_display = ("person", "role", "scope_kind", "scope_code", "granted_by", "granted_at", "ends_at")
    list_filter = ("role", "scope_kind")
    list_select_related = ("person", "granted_by")
    search_fields = ("person__name", "person__email", "scope_code")
    autocomplete_fields = ("person",)
    actions = ("end_chosen",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("people.add_rolegrant")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("GrantFormOfActor", (form,), {"actor": request.user})

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: Any, change: bool) -> None:
        granted = actions.grant_role(
            actor=acting(request), user=obj.person, role=obj.role, scope=obj.scope, ends_at=obj.ends_at
        )
        obj.pk = granted.pk

    @admin.action(description=_("End the chosen roles now"))
    def end_chosen(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> None:
        ended = 0
        for grant in RoleGrant.objects.filter(pk__in=queryset).select_related("person").holding():
            decision = may(request.user, "people.change_rolegrant", grant)
            if decision:
                actions.end_role(actor=acting(request), grant=grant)
                ended += 1
            else:
                self.message_user(request, f"{grant.person}, {grant}: {decision.reason}", messages.WARNING)
        if ended:
            text = ngettext("%(n)d role ended.", "%(n)d roles ended.", ended) % {"n": ended}
            self.message_user(request, text, messages.SUCCESS)


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """The audit trail, to be read."""

    list_display = ("sequence", "time", "verb", "target_type", "target_label", "actor")
    list_filter = ("verb", ("target_type", ValuesFilter))
    search_fields = ("=actor", "=target_id", "verb", "target_label")
    date_hierarchy = "time"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        """Lists, filters, searches and single events alike begin here."""
        found = events_for(request.user)
        return found.order_by(*self.get_ordering(request) or ("-sequence",))

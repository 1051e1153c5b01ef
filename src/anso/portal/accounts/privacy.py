"""One's own data: consents given and taken back, everything downloaded, the account deleted."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.people import queries
from anso.alliance.people.actions import delete_account, give_consent, withdraw_consent
from anso.alliance.people.privacy import obstacles
from anso.alliance.people.privacy.export import export_zip
from anso.errors import InvalidInputError
from anso.portal.accounts.forms import add_problems
from anso.portal.accounts.views import signed_in

__all__ = ["consent", "data", "delete", "privacy"]


class DeleteForm(forms.Form):
    """The person's own word for it, so that no stray click deletes an account."""

    email = forms.EmailField(
        label=_("Your e-mail address, to confirm"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, expected: str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.expected = expected

    def clean_email(self) -> str:
        given = str(self.cleaned_data["email"])
        if given.strip().lower() != self.expected:
            raise forms.ValidationError(gettext("This is not the address of this account."))
        return given


@never_cache
@login_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    return render(request, "accounts/privacy.html", {"consents": queries.consents_of(person)})


@never_cache
@login_required
@require_POST
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """Agree to a document as it reads now, or take that back."""
    person = signed_in(request)
    if request.POST.get("word") == "no":
        withdraw_consent(actor=person, user=person, code=code)
    else:
        give_consent(actor=person, user=person, code=code)
    messages.success(request, gettext("Saved."))
    return redirect("accounts:privacy")


@never_cache
@login_required
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def data(request: HttpRequest) -> HttpResponse:
    """Whoever finds a browser signed in must not take everything away."""
    return HttpResponse(
        export_zip(signed_in(request)),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="my-data.zip"'},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = DeleteForm(person.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_account(actor=person, user=person)
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            logout(request)
            messages.success(
                request, gettext("Your account was deleted, with everything that was yours alone.")
            )
            return redirect("portal:home")
    return render(
        request,
        "accounts/delete.html",
        {"form": form, "obstacles": obstacles(person)},
        status=422 if request.method == "POST" else 200,
    )

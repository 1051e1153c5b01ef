"""Pages of one's own account: the profile with its API tokens, and the way to a second factor."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.people.actions import update_profile
from anso.alliance.people.models import User
from anso.alliance.people.queries import consents_of
from anso.alliance.people.roles import ROLES, Scope
from anso.alliance.people.rules import demands_mfa
from anso.errors import InvalidInputError
from anso.portal.accounts import second_factor, tokens
from anso.portal.accounts.forms import ProfileForm, TokenForm, add_problems

__all__ = ["make_token", "profile", "revoke_token", "second_factor_page", "signed_in"]

NEW_TOKEN = "accounts.new_token"  # noqa: S105  (the name of a place in the session)


def signed_in(request: HttpRequest) -> User:
    """The person a view behind `login_required` serves."""
    if not isinstance(request.user, User):
        raise TypeError("A page of one's own account was reached by nobody.")
    return request.user


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if request.method != "POST":
        return show_profile(request, form=ProfileForm(instance=user))
    # The form fills the object it is given; the one that the page shows must stay as it is kept.
    form = ProfileForm(request.POST, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        try:
            user = update_profile(actor=user, user=user, **form.cleaned_data)
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            language = user.language or get_language() or "en"
            with override(language):
                messages.success(request, gettext("Your profile was saved."))
                return redirect(translate_url(reverse("accounts:profile"), language))
    return show_profile(request, form=form, status=422)


@never_cache
@login_required
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def make_token(request: HttpRequest) -> HttpResponse:
    """Whoever finds a browser signed in must not take away a key that outlives the session."""
    user = signed_in(request)
    form = TokenForm(request.POST)
    if form.is_valid():
        days = form.cleaned_data["days"]
        try:
            made = tokens.create_token(
                actor=user, name=form.cleaned_data["name"], days=int(days) if days else None
            )
        except InvalidInputError as error:
            add_problems(form, error.problems)
        else:
            request.session[NEW_TOKEN] = made.text
            return redirect(f"{reverse('accounts:profile')}#tokens")
    return show_profile(request, form=ProfileForm(instance=user), token_form=form, status=422)


@never_cache
@login_required
@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    tokens.revoke(actor=signed_in(request), token_id=token_id)
    messages.success(request, gettext("The token was revoked; programs that use it are refused from now on."))
    return redirect(f"{reverse('accounts:profile')}#tokens")


@never_cache
@login_required
@require_safe
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for now, and how to give it; then on to where one wanted to go."""
    user = signed_in(request)
    asked = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    onward = asked if safe else reverse("accounts:profile")
    if second_factor.is_satisfied(request):
        return redirect(onward)
    context = {
        "roles": second_factor.demanding_roles(user),
        "has_one": second_factor.has_one(user),
        "address_confirmed": not EmailAddress.objects.filter(user=user, verified=False).exists(),
        "onward": onward,
    }
    return render(request, "accounts/second_factor.html", context)


def show_profile(
    request: HttpRequest, *, form: Any, token_form: Any = None, status: int = 200
) -> HttpResponse:
    """The whole page; a token just made is taken out of the session, so that it is shown this once."""
    user = signed_in(request)
    context = {
        "form": form,
        "token_form": token_form or TokenForm(),
        "tokens": tokens.tokens_of(user),
        "new_token": request.session.pop(NEW_TOKEN, ""),
        "roles": [
            {"title": ROLES[grant.role].title, "scope": "" if grant.scope == Scope() else grant.scope_code}
            for grant in user.current_grants
        ],
        "has_second_factor": second_factor.has_one(user),
        "second_factor_missing": second_factor.is_missing(user),
        "exempt": second_factor.is_exempt(user) and demands_mfa(user),
        "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
        "providers": SocialAccount.objects.filter(user=user).count(),
        "unread": any(state.document.required and state.given is None for state in consents_of(user)),
        "sessions": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "accounts/profile.html", context, status=status)

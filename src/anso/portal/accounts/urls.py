"""Addresses of one's own account; signing in and its kin are allauth's, under accounts/."""

from django.urls import path

from anso.portal.accounts import described, privacy, views

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/second-factor/", views.second_factor_page, name="second-factor"),
    path("profile/described/", described.described, name="described"),
    path("profile/described/affiliations/", described.add_affiliation, name="add-affiliation"),
    path(
        "profile/described/affiliations/<int:affiliation_id>/remove/",
        described.remove_affiliation,
        name="remove-affiliation",
    ),
    path("profile/described/conflicts/", described.declare_conflict, name="declare-conflict"),
    path(
        "profile/described/conflicts/<int:conflict_id>/remove/",
        described.remove_conflict,
        name="remove-conflict",
    ),
    path("profile/privacy/", privacy.privacy, name="privacy"),
    path("profile/privacy/my-data.zip", privacy.data, name="data"),
    path("profile/privacy/consents/<slug:code>/", privacy.consent, name="consent"),
    path("profile/privacy/delete/", privacy.delete, name="delete"),
    path("profile/tokens/", views.make_token, name="make-token"),
    path("profile/tokens/<int:token_id>/revoke/", views.revoke_token, name="revoke-token"),
]

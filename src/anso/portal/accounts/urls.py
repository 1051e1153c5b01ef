"""Addresses of one's own account; signing in and its kin are allauth's, under accounts/."""

from django.urls import path

from anso.portal.accounts import views

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/second-factor/", views.second_factor_page, name="second-factor"),
    path("profile/tokens/", views.make_token, name="make-token"),
    path("profile/tokens/<int:token_id>/revoke/", views.revoke_token, name="revoke-token"),
]

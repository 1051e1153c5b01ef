"""Who may take a second factor from an account: administrators, for a person who lost theirs."""

from allauth.mfa.models import Authenticator

from anso.alliance.people.rules import ADMINISTRATOR, NOBODY, permit_records

__all__: list[str] = []

permit_records(Authenticator, view=ADMINISTRATOR, change=NOBODY, delete=ADMINISTRATOR)

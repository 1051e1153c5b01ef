"""What is done to people's records. Each verb is one transaction and leaves one event in the audit trail.

Every verb takes the `actor`, None when the site itself acts (the first run, the command line on the
server), and obeys the rules for anybody else. Events carry no names, addresses or values of a profile:
the trail cannot forget them.
"""

from anso.alliance.people.actions.accounts import close_account, create_account, update_profile
from anso.alliance.people.actions.consents import give_consent, withdraw_consent
from anso.alliance.people.actions.deleting import delete_account
from anso.alliance.people.actions.passwords import send_password_link
from anso.alliance.people.actions.problems import AlreadyDoneError, problems
from anso.alliance.people.actions.profiles import describe_person
from anso.alliance.people.actions.roles import end_role, forget_grants, grant_role, grantable

__all__ = [
    "AlreadyDoneError",
    "close_account",
    "create_account",
    "delete_account",
    "describe_person",
    "end_role",
    "forget_grants",
    "give_consent",
    "grant_role",
    "grantable",
    "problems",
    "send_password_link",
    "update_profile",
    "withdraw_consent",
]

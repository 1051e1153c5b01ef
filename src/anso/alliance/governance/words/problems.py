"""What is wrong with a ballot or a vote, in the reader's words: the sentences for the codes of `counting.problems`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anso.alliance.governance.counting.problems import WrongVoteError

__all__ = ["definition_problem", "vote_problem"]


def definition_problem(error: Mapping[str, Any]) -> str:
    """One error of pydantic's, as `ValidationError.errors()` gives them."""
    given = dict(error.get("ctx") or {})
    match error["type"]:
        case "option_code":
            return _("An option’s code is made of small letters, figures and inner hyphens, at most 40.")
        case "no_zone":
            return _("%(zone)s is no time zone; give one such as Asia/Shanghai.") % given
        case "beyond_the_whole":
            return _("Nothing can reach a share beyond the whole; give one such as 1/2.")
        case "question_with_options":
            return _("A question is answered with yes, no or an abstention and has no options of its own.")
        case "too_few_options":
            return _("Give at least two options.")
        case "same_code":
            return _("Two options have the same code.")
        case "no_majority":
            return _("Say which majority decides.")
        case "needless_majority":
            return _("A majority is asked for questions, absolute majorities and approval only.")
        case "several_seats":
            return _("Several seats are filled by approval or by the single transferable vote.")
        case "too_many_seats":
            return _("There must be more options than seats.")
        case "most_below_least":
            return _("The most choices are fewer than the least.")
        case "least_above_options":
            return _("More choices are asked for than there are options.")
        case "ranked_status_quo":
            return _("A ranked count cannot stop at a tie; let the chair or a lot decide.")
        case "closes_before_opening":
            return _("The deadline lies before the opening.")
        case _:
            return form_problem(str(error["type"]), given) or str(error["msg"])


def form_problem(kind: str, given: Mapping[str, Any]) -> str:
    """What is not even of the right form; empty for what only a program can send, which is told in English."""
    match kind:
        case "missing" | "string_too_short":
            return _("This must be given.")
        case "string_too_long":
            return _("This is longer than %(max_length)s letters.") % given
        case "too_long":
            return _("There are more than %(max_length)s.") % given
        case "greater_than_equal":
            return _("This is below %(ge)s.") % given
        case "timezone_aware":
            return _("Say which time zone this is in.")
        case _:
            return ""


def vote_problem(error: WrongVoteError) -> str:
    given = error.given
    match error.code:
        case "not_on_the_ballot":
            return _("%(unknown)s: not on this ballot, which offers %(offered)s.") % given
        case "named_twice":
            return _("An option is named twice; name each once.")
        case "too_many_named":
            told = ngettext(
                "%(n)d option is named; name at most %(most)d.",
                "%(n)d options are named; name at most %(most)d.",
                given["n"],
            )
            return told % given
        case _:
            told = ngettext(
                "%(n)d option is named; name at least %(least)d, or none to abstain.",
                "%(n)d options are named; name at least %(least)d, or none to abstain.",
                given["n"],
            )
            return told % given

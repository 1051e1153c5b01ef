"""Methods, majorities, quorums and ties in the reader's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from anso.alliance.governance.counting import Base, Majority, Method, Share, Tie

__all__ = [
    "MAJORITY_WORDS",
    "METHODS",
    "QUORUM_WORDS",
    "TIES",
    "majority_in_words",
    "share_in_words",
]

METHODS: dict[str, str | Promise] = {
    Method.QUESTION: gettext_lazy("Yes, no or abstention"),
    Method.PLURALITY: gettext_lazy("One choice; the most votes win"),
    Method.ABSOLUTE: gettext_lazy(
        "One choice; an absolute majority, else a further ballot between the leading two"
    ),
    Method.APPROVAL: gettext_lazy("Several choices; the most votes win"),
    Method.RUNOFF: gettext_lazy("Ranked; instant run-off"),
    Method.TRANSFERABLE: gettext_lazy("Ranked; single transferable vote for several seats"),
    Method.SCHULZE: gettext_lazy("Ranked; every two compared (Schulze)"),
}
TIES: dict[str, str | Promise] = {
    Tie.STATUS_QUO: gettext_lazy("Nothing changes"),
    Tie.CHAIR: gettext_lazy("The chair decides"),
    Tie.LOT: gettext_lazy("A lot drawn from a published seed"),
}
MAJORITY_WORDS: dict[str, str | Promise] = {
    "simple": gettext_lazy("More yes than no"),
    "cast": gettext_lazy("More than half of the votes cast"),
    "present": gettext_lazy("More than half of those present"),
    "absolute": gettext_lazy("More than half of those entitled"),
    "two-thirds": gettext_lazy("Two thirds of yes and no"),
    "two-thirds-cast": gettext_lazy("Two thirds of the votes cast"),
    "two-thirds-present": gettext_lazy("Two thirds of those present"),
    "two-thirds-entitled": gettext_lazy("Two thirds of those entitled"),
    "three-quarters": gettext_lazy("Three quarters of yes and no"),
    "unanimous": gettext_lazy("Every vote cast"),
}
QUORUM_WORDS: dict[str, str | Promise] = {
    "none": pgettext_lazy("quorum", "None"),
    "third": gettext_lazy("A third"),
    "half": gettext_lazy("Half"),
    "majority": gettext_lazy("More than half"),
    "two-thirds": gettext_lazy("Two thirds"),
    "all": gettext_lazy("All"),
}
MORE_THAN: dict[Base, str | Promise] = {
    Base.DECIDED: gettext_lazy("more than %(part)s of the votes that choose"),
    Base.CAST: gettext_lazy("more than %(part)s of the votes cast, abstentions included"),
    Base.PRESENT: gettext_lazy("more than %(part)s of those present"),
    Base.ENTITLED: gettext_lazy("more than %(part)s of those entitled to vote"),
}
AT_LEAST: dict[Base, str | Promise] = {
    Base.DECIDED: gettext_lazy("at least %(part)s of the votes that choose"),
    Base.CAST: gettext_lazy("at least %(part)s of the votes cast, abstentions included"),
    Base.PRESENT: gettext_lazy("at least %(part)s of those present"),
    Base.ENTITLED: gettext_lazy("at least %(part)s of those entitled to vote"),
}
"""A share and its whole in one sentence, for languages differ in which comes first."""


def share_in_words(share: Share | None) -> str:
    """`more than 1/2`, `at least 2/3`."""
    if share is None:
        return pgettext("quorum", "none")
    said = _("more than %(part)s") if share.more_than else _("at least %(part)s")
    return said % {"part": part_of(share)}


def majority_in_words(majority: Majority) -> str:
    """`more than 1/2 of those present`."""
    said = MORE_THAN if majority.more_than else AT_LEAST
    return str(said[majority.of]) % {"part": part_of(majority)}


def part_of(share: Share) -> str:
    return f"{share.numerator}/{share.denominator}"

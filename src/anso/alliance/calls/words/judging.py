"""How a call judges, in the reader's words: its stages, what each shows, who goes on, what each criterion weighs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from anso.alliance.calls.definition import Blind, Criterion, Definition, Quota, Reviewing, Stage, StageKind
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.words.selecting import bounds_in_words

__all__ = ["StageInWords", "quotas_in_words", "stages_in_words"]


@dataclass(frozen=True)
class CriterionInWords:
    title: str
    help: str
    percent: int
    scale: str
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class StageInWords:
    """One stage as a page of a call tells of it."""

    code: str
    title: str
    sentences: tuple[str, ...]
    criteria: tuple[CriterionInWords, ...]


def stages_in_words(definition: Definition) -> list[StageInWords]:
    return [
        StageInWords(stage.code, said_now(stage.title), tuple(sentences(stage)), tuple(criteria(stage)))
        for stage in definition.stages
    ]


def sentences(stage: Stage) -> list[str]:
    if stage.kind == StageKind.SCREENING:
        return [gettext("The secretariat looks whether each application is complete and eligible.")]
    return [told for told in (reviewers(stage), blindness(stage), going(stage)) if told]


def reviewers(stage: Stage) -> str:
    if stage.reviewing == Reviewing.PANEL:
        return gettext("Every member of the panel reads every application.")
    told = ngettext(
        "Each application is read by %(n)d reviewer who has no conflict of interest with it.",
        "Each application is read by %(n)d reviewers who have no conflict of interest with it.",
        stage.reviews_per,
    )
    return told % {"n": stage.reviews_per}


def blindness(stage: Stage) -> str:
    match stage.blind:
        case Blind.DOUBLE:
            return gettext("Reviewers do not know who applies, and applicants do not know who reviews.")
        case Blind.SINGLE:
            return gettext("Applicants do not know who reviews.")
        case _:
            return ""


def going(stage: Stage) -> str:
    way = stage.going
    if way.number is not None:
        told = ngettext(
            "The best %(n)d application goes on.", "The best %(n)d applications go on.", way.number
        )
        return told % {"n": way.number}
    if way.share is not None:
        return gettext("The best %(percent)s %% go on.") % {"percent": f"{100 * way.share:g}"}
    if way.score is not None:
        return gettext("Applications with a score of %(score)s or more go on, on a scale from 0 to 10.") % {
            "score": f"{way.score:g}"
        }
    return ""


def criteria(stage: Stage) -> list[CriterionInWords]:
    whole = sum(one.weight for one in stage.criteria)
    return [in_words(one, round(100 * one.weight / whole)) for one in stage.criteria]


def in_words(one: Criterion, percent: int) -> CriterionInWords:
    return CriterionInWords(
        title=said_now(one.title),
        help=said_now(one.help) if one.help else "",
        percent=percent,
        scale=gettext("from %(least)d to %(most)d") % {"least": one.least, "most": one.most},
        anchors=tuple((score, said_now(text)) for score, text in sorted(one.anchors.items())),
    )


def quotas_in_words(definition: Definition) -> list[tuple[str, str]]:
    """Each quota of the selection: its title, and its bounds."""
    return [(said_now(quota.title), ", ".join(bounds(quota))) for quota in definition.selection.quotas]


def bounds(quota: Quota) -> Iterator[str]:
    if quota.least is not None or quota.most is not None:
        yield bounds_in_words(quota.least, quota.most, share=False)
    if quota.least_share is not None or quota.most_share is not None:
        yield bounds_in_words(quota.least_share, quota.most_share, share=True)

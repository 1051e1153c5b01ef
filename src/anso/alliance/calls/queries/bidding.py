"""What a reviewer may bid for, laid out for reading: by how well it fits them, a page at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from anso.alliance.calls.definition import Definition, FieldKind, Reviewing, Stage
from anso.alliance.calls.matching.texts import Subject, subject_of
from anso.alliance.calls.models import Application, Bid, Reviewer
from anso.alliance.calls.queries.reviewing import biddable, memberships_of, name_shown
from anso.alliance.calls.stages import stage_to_come
from anso.alliance.people.models import Expertise, User
from anso.alliance.people.vocabulary import term_name, terms
from anso.errors import NotFoundError
from anso.places.fold import fold

__all__ = ["BidPage", "Biddable", "bidder", "page_of_bids", "stage_for_bids", "value_of"]

ON_A_PAGE = 30
LONGEST_ABSTRACT = 700


@dataclass(frozen=True)
class Biddable:
    """One application to bid for, without a word of who applies where the stage hides it."""

    application: Application
    name: str
    terms: tuple[str, ...]
    abstract: str
    value: int | None


@dataclass(frozen=True)
class BidPage:
    """One page of them."""

    tasks: tuple[Biddable, ...]
    number: int
    pages: int
    count: int
    text: str
    mine: bool
    """Only those that share a term with the reader."""

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None


def stage_for_bids(reviewer: Reviewer) -> Stage | None:
    """The stage one bids for now, if there is one."""
    stage = stage_to_come(reviewer.call)
    return stage if stage and stage.reviewing == Reviewing.MATCHED else None


def bidder(person: User, code: str) -> tuple[Reviewer, Stage]:
    """Somebody in the pool of a call, and the stage that they bid for."""
    found = memberships_of(person).filter(call__code=code, state=Reviewer.State.READY).first()
    stage = stage_for_bids(found) if found else None
    if found is None or stage is None:
        raise NotFoundError(gettext("There is nothing to bid for here."))
    return found, stage


def page_of_bids(reviewer: Reviewer, stage: Stage, asked: Mapping[str, str]) -> BidPage:
    """In the order of shared terms, then of numbers."""
    text, mine = asked.get("q", "")[:100], asked.get("mine") == "1"
    definitions = {version.pk: version.definition for version in reviewer.call.versions.all()}
    found = biddable(reviewer, stage)
    rows = ordered(found, definitions, own_terms(reviewer), text, mine=mine)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(max(1, page_number(asked.get("page", ""))), pages)
    chosen = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    applications = found.in_bulk(chosen)
    bids = dict(
        Bid.objects.filter(reviewer=reviewer, application__in=chosen).values_list("application", "value")
    )
    tasks = tuple(laid_out(applications[pk], stage, bids.get(pk)) for pk in chosen if pk in applications)
    return BidPage(tasks, page, pages, len(rows), text, mine)


def own_terms(reviewer: Reviewer) -> set[str]:
    return set(Expertise.objects.filter(person=reviewer.person_id).values_list("term", flat=True))


def ordered(
    found: QuerySet[Application],
    definitions: Mapping[int, Definition],
    own: set[str],
    text: str,
    *,
    mine: bool,
) -> list[UUID]:
    """The applications by how many terms they share with the reader; the whole answers are read for a search alone."""
    codes = sorted({code for definition in definitions.values() for code in fields_of_terms(definition)})
    wanted = fold(text).split()
    rows = []
    columns = ("pk", "number", "version", "answers") if wanted else ("pk", "number", "version")
    for pk, number, version, *rest in found.values_list(*columns, *(f"answers__{code}" for code in codes)):
        named = {term for given in rest[len(columns) - 3 :] if isinstance(given, list) for term in given}
        shared = len(own & named)
        if mine and not shared:
            continue
        if wanted and not says_all(subject_of(definitions[version], rest[0]), wanted):
            continue
        rows.append((-shared, number, pk))
    return [pk for _shared, _number, pk in sorted(rows)]


def fields_of_terms(definition: Definition) -> Iterator[str]:
    """Those that are shown to every reviewer."""
    for field in definition.fields:
        if field.kind == FieldKind.TERMS and field.reviewed and not field.identifies:
            yield field.code


def says_all(subject: Subject, wanted: list[str]) -> bool:
    text = fold(subject.text)
    return all(word in text for word in wanted)


def laid_out(application: Application, stage: Stage, value: int | None) -> Biddable:
    subject = subject_of(application.version.definition, application.answers)
    return Biddable(
        application,
        name_shown(application, stage),
        tuple(term_name(term) for term in subject.terms if term in terms()),
        abstract_of(application),
        value,
    )


def abstract_of(application: Application) -> str:
    """The first long text that names nobody, cut where it is long."""
    definition = application.version.definition
    texts = (
        str(application.answers.get(field.code) or "")
        for field in definition.fields
        if field.kind == FieldKind.LONG_TEXT and field.reviewed and not field.identifies
    )
    text = next(filter(None, texts), "")
    return text if len(text) <= LONGEST_ABSTRACT else f"{text[:LONGEST_ABSTRACT].rsplit(' ', 1)[0]} …"


def page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def value_of(text: str) -> int | None:
    """A bid as a page sends it; anything else is none."""
    return int(text) if text in {str(value) for value in Bid.Value.values} else None

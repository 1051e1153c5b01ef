"""Verbs about outputs: entered with a checked DOI, shown to everybody or not, taken back with a reason."""

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects.actions.common import allowed, checked, held, refuse, today_of, written
from anso.alliance.projects.dois import normal_doi
from anso.alliance.projects.models import Output, Project

__all__ = ["add_output", "show_output", "withdraw_output"]


@transaction.atomic
def add_output(
    *,
    actor: User | None,
    project: Project,
    kind: str,
    title: str,
    authors: str = "",
    venue: str = "",
    year: int | None = None,
    doi: str = "",
    link: str = "",
    is_public: bool = True,
) -> Output:
    """Enter an output; it may come long after the project was closed."""
    allowed(actor, "projects.lead", project)
    found = held(project, ended=True)
    name = normal_doi(doi)
    if name and found.outputs.filter(doi=name, withdrawn="").exists():
        raise refuse("doi", gettext("An output of this DOI is on record already."))
    if year is not None and not 1900 <= year <= today_of(found).year + 1:
        raise refuse("year", gettext("Give the year with four digits, this year or before."))
    output = Output(
        project=found,
        kind=kind,
        title=written(title, "title"),
        authors=authors.strip(),
        venue=venue.strip(),
        year=year,
        doi=name,
        link=link,
        is_public=is_public,
    )
    checked(output)
    audit.record(actor=actor, verb="projects.add_output", target=found, output=output.pk, doi=name)
    return output


@transaction.atomic
def show_output(*, actor: User | None, output: Output, is_public: bool) -> Output:
    """Show an output to everybody, or to the project's people alone."""
    allowed(actor, "projects.lead", output.project)
    found = held(output.project, ended=True)
    kept = standing(output)
    kept.is_public = is_public
    kept.save(update_fields=["is_public"])
    audit.record(actor=actor, verb="projects.show_output", target=found, output=kept.pk, is_public=is_public)
    return kept


@transaction.atomic
def withdraw_output(*, actor: User | None, output: Output, reason: str) -> Output:
    """Take an output back; it stays on record with the reason."""
    allowed(actor, "projects.lead", output.project)
    found = held(output.project, ended=True)
    kept = standing(output)
    kept.withdrawn = written(reason, "reason")
    checked(kept)
    audit.record(actor=actor, verb="projects.withdraw_output", target=found, output=kept.pk)
    return kept


def standing(output: Output) -> Output:
    kept = Output.objects.select_for_update().get(pk=output.pk)
    if kept.withdrawn:
        raise AlreadyDoneError(gettext("This output was taken back already."))
    return kept

"""What reviewers of a stage are shown of an application: the one place that decides on blindness.

A double-blind stage shows no field that tells who applies, no file of such a field and no referee; a title that is
taken from such a field is not shown either. What only the officers need is shown in no stage.
"""

from collections.abc import Iterator

from anso.alliance.calls.definition import Blind, Definition, Field, FieldKind, Section, Stage

__all__ = ["hides_applicants", "reviewers_see", "sections_shown", "shows_title"]


def hides_applicants(stage: Stage) -> bool:
    return stage.blind == Blind.DOUBLE


def reviewers_see(field: Field, stage: Stage) -> bool:
    """Is a field, with its files, shown to the reviewers of a stage?"""
    if not field.reviewed:
        return False
    tells = field.identifies or field.kind in (FieldKind.REFEREES, FieldKind.EMAIL)
    return not (tells and hides_applicants(stage))


def sections_shown(definition: Definition, stage: Stage) -> Iterator[tuple[Section, tuple[Field, ...]]]:
    """Sections with the fields that reviewers see; a section of which they see nothing is left out."""
    for section in definition.sections:
        fields = tuple(field for field in section.fields if reviewers_see(field, stage))
        if fields:
            yield section, fields


def shows_title(definition: Definition, stage: Stage) -> bool:
    """May the application be called by its title?"""
    return any(field.fact == "title" and reviewers_see(field, stage) for field in definition.fields)

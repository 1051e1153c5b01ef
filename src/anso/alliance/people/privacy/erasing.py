"""Taking a person out of the records: what the registry says of each kind of row, done to all of them.

The account itself stays as an empty shell under its public id: no name, no address, no way in. Rows that are
kept (a vote, an act) point to it, so that a count stays whole and says nothing of who it was.
"""

from django.db import models

from anso.alliance.people.models import User
from anso.alliance.people.privacy.registry import Fate, Holding, holdings

__all__ = ["erase", "rows_left"]


def erase(person: User) -> None:
    """Do to every row of the person what was said would be done."""
    for holding in holdings():
        if holding.erase is not None:
            holding.erase(person)
        elif holding.fate is Fate.DELETED:
            holding.rows_of(person).delete()
        elif holding.fate is Fate.FORGOTTEN:
            forget(holding, person)


def forget(holding: Holding, person: User) -> None:
    """Cut the rows' links to the person and blank what they say of them."""
    rows = list(holding.rows_of(person))
    meta = holding.model_class._meta
    links = [name for name in holding.person if isinstance(meta.get_field(name), models.ForeignKey)]
    for record in rows:
        for name in links:
            if getattr(record, f"{name}_id") == person.pk:
                setattr(record, name, None)
        for name, value in holding.blank.items():
            setattr(record, name, value)
    changed = [*links, *holding.blank]
    if rows and changed:
        holding.model_class._base_manager.bulk_update(rows, changed, batch_size=500)


def rows_left(person: User) -> dict[str, int]:
    """How many rows still belong to the person after the deletion: those that are kept, and no others."""
    return {
        f"{holding.model} ({', '.join(holding.person)})": count
        for holding in holdings()
        if (count := holding.rows_of(person).count())
    }

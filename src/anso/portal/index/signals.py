"""Changes to the alliance's public records raise the revision, so that no page shows what was before.

Each model is listened to by itself: a listener to all of them would make every deletion of any record
slow. A change by `QuerySet.update` sends no signal; an action that makes one calls `bump` itself.
"""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from anso.portal.index.revision import bump

__all__ = ["connect"]

WING = "anso.alliance."
UNSEEN = frozenset({"people", "sample"})
"""Apps of the wing whose records no public page shows; a person's record changes with every sign-in."""
SEEN = {"calls": frozenset({"programme", "call", "callversion", "award"})}
"""Where an app's records are public in part: those that are. Thousands submit in the last minutes of a call, and would
each write the one row of the revision."""


def connect() -> None:
    for app in apps.get_app_configs():
        if not app.name.startswith(WING) or app.label in UNSEEN:
            continue
        for model in app.get_models(include_auto_created=True):
            if model._meta.model_name not in SEEN.get(app.label, {model._meta.model_name}):
                continue
            name = f"anso.portal.index.revision:{model._meta.label}"
            post_save.connect(changed, sender=model, dispatch_uid=name)
            post_delete.connect(changed, sender=model, dispatch_uid=name)
            m2m_changed.connect(changed, sender=model, dispatch_uid=name)


def changed(**_: Any) -> None:
    transaction.on_commit(bump)

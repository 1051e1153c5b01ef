"""What the index of releases holds of a person: private releases, which are theirs alone."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.privacy import Fate, Holding, exempt, hold
from anso.errors import NotFoundError
from anso.portal import storage
from anso.portal.index.actions import delete_release
from anso.portal.index.models import ReleaseEntry

__all__: list[str] = []


def private_releases(person: User) -> QuerySet[ReleaseEntry]:
    return ReleaseEntry.objects.filter(owner=person.audit_id)


def files_of(entry: ReleaseEntry) -> Iterator[tuple[str, bytes]]:
    """Everything in the release's folder."""
    store = storage.store(private=True)
    folder = f"{store.root}/{entry.release_id}"
    paths = sorted(store.fs.find(folder))
    if not paths:
        raise NotFoundError(gettext("The files of this release are missing; tell whoever runs the site."))
    for path in paths:
        with store.fs.open(path, "rb") as file:
            yield f"releases/{entry.release_id}/{path.removeprefix(folder).lstrip('/')}", file.read()


def delete_releases(person: User) -> None:
    for entry in private_releases(person):
        delete_release(actor=person, entry=entry)


hold(
    Holding(
        "index.ReleaseEntry",
        ("owner",),
        Fate.DELETED,
        rows=private_releases,
        files=files_of,
        erase=delete_releases,
        why=_("Your private releases, with all their files."),
    )
)
exempt("index.ReleaseEntry", "title", why="titles of releases")
exempt("index.FactEntry", "label", "note", why="facts that releases tell")
exempt("index.SearchEntry", "title", "url_name", why="names of public records")
exempt("portal.Heartbeat", "name", why="names of worker processes")

"""Files that the alliance's pages take: which fields of which addresses, and what was dropped on its way in.

Each app offers its file fields by a function `upload_rules` in its `queries.py`, by the name of the address;
the portal's upload handler asks here, and lets nothing else through. An address whose secret stands for a sign-in
is offered by `open_upload_rules`, which also gets what the address holds.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from anso.alliance.search import offers
from anso.product import UploadRule

__all__ = ["alliance_upload_rules", "open_upload_rules", "refused_files"]


def alliance_upload_rules(view_name: str) -> Mapping[str, UploadRule]:
    """The file fields of the address of that name (`teams:submit`); none where it takes no files."""
    for _app, upload_rules in offers("upload_rules"):
        found: Mapping[str, UploadRule] | None = upload_rules().get(view_name)
        if found is not None:
            return found
    return {}


def open_upload_rules(view_name: str, given: Mapping[str, Any]) -> Mapping[str, UploadRule]:
    """The file fields that somebody who is not signed in may fill at an address, by the secret that it holds."""
    for _app, offered in offers("open_upload_rules"):
        found: Mapping[str, UploadRule] | None = offered(view_name, given)
        if found is not None:
            return found
    return {}


def refused_files(request: HttpRequest) -> Mapping[str, str]:
    """The fields whose files were dropped as they came in, and why."""
    found: dict[str, str] = getattr(request, "_refused_files", {})
    return found

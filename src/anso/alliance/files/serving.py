"""A kept document on its way out: to be saved, never to be shown or run within the site."""

from django.http import FileResponse

from anso.alliance.files.keeping import open_kept

__all__ = ["attachment"]


def attachment(digest: str, name: str, media_type: str) -> FileResponse:
    """Whoever calls this has asked whether the reader may have it."""
    response = FileResponse(open_kept(digest), as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = f'"{digest}"'
    return response

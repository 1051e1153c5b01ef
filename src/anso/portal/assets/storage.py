"""Static files under names that hold their hash, once `prepare()` has gathered them; plain names before."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

__all__ = ["AssetStorage"]


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Falls back to the plain name, which the server's finders know, where nothing was gathered yet."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))

"""Archives that others give: what is in them, unpacked no further than is bearable.

In: a .zip, .npz or .xlsx file, all of which are zip archives. Out: its members' names, or the members in a folder. An archive
that would unpack to more than `MOST_BYTES`, as decompression bombs do, is refused before a byte is unpacked.
"""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from anso.errors import InvalidInputError, Problem

__all__ = ["MOST_BYTES", "members", "unpack"]

MOST_BYTES = 2_000_000_000
"""EORA26, the largest table that is read, has 0.4 GB of text."""
MOST_MEMBERS = 1000


def members(path: Path, name: str) -> list[str]:
    """The files in the archive, whose sizes were found bearable."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InvalidInputError([Problem(name, f"cannot be opened ({error}); it may be damaged")]) from None
    size = sum(info.file_size for info in found)
    if size > MOST_BYTES or len(found) > MOST_MEMBERS:
        raise InvalidInputError(
            [
                Problem(
                    name,
                    f"would unpack to {size / 1e9:.1f} GB in {len(found)} files; at most {MOST_BYTES / 1e9:g} GB in {MOST_MEMBERS} files are read",
                )
            ]
        )
    if any(info.flag_bits & 1 for info in found):
        raise InvalidInputError([Problem(name, "is locked with a password; give it unlocked")])
    return [info.filename for info in found]


def unpack(path: Path, name: str, folder: Path) -> list[Path]:
    """Every member in the folder itself, under its last name: no member can point elsewhere."""
    taken = []
    for member in members(path, name):
        target = folder / (PurePosixPath(member.replace("\\", "/")).name or "unnamed")
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as inside, target.open("wb") as out:
                shutil.copyfileobj(inside, out)
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            raise InvalidInputError([Problem(f"{name}, {member}", f"cannot be unpacked ({error})")]) from None
        taken.append(target)
    return taken

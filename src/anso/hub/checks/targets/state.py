"""Target data as its checks look at them: a dataset is one file, or a folder of files that are read as one."""

from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import unquote

from anso.hub.checks.grounds import Grounds
from anso.hub.checks.reading import LIMITS, Coded, Read, read_table

__all__ = ["FOLDER", "TARGET_TYPES", "Dataset", "TargetFile", "datasets", "partitions"]

FOLDER = "target-data"
TARGET_TYPES = ("time-series", "oracle-output")


class TargetFile:
    """One file of target data."""

    def __init__(self, hub: Grounds, path: str, target_type: str, *, content: bytes | None = None) -> None:
        self.hub = hub
        self.path = path
        self.target_type = target_type
        self.given = content

    @property
    def ending(self) -> str:
        return PurePosixPath(self.path).suffix.lstrip(".").lower()

    @property
    def value_column(self) -> str:
        return "observation" if self.target_type == "time-series" else "oracle_value"

    @cached_property
    def partitions(self) -> dict[str, str]:
        """Columns that the path states, as in `target=inc%20hosp/part-0.parquet`."""
        return partitions(self.path)

    @cached_property
    def read(self) -> Read:
        content = (
            self.given if self.given is not None else self.hub.folder.read(self.path, limit=LIMITS.bytes)
        )
        return read_table(content, self.ending)

    @property
    def names(self) -> list[str]:
        """The columns, those of the path included."""
        return list(dict.fromkeys([*self.read.columns, *self.partitions]))

    @cached_property
    def _coded(self) -> dict[str, Coded]:
        return {}

    def coded(self, name: str) -> Coded:
        """A column's values as text, numbers in our one way of writing where the hub's values are numbers."""
        if name not in self._coded:
            self._coded[name] = self._read_or_stated(name)
        return self._coded[name]

    def _read_or_stated(self, name: str) -> Coded:
        import numpy as np

        if name in self.partitions and name not in self.read.columns:
            return Coded(np.zeros(self.read.rows, dtype=np.int32), [self.partitions[name]])
        values = self.hub.definition.values(name)
        numeric = name in ("output_type_id", self.value_column) or (
            bool(values) and all(map(_is_number, values))
        )
        return self.read.coded(name, numeric=numeric)


class Dataset:
    """All files of one kind of target data."""

    def __init__(self, hub: Grounds, target_type: str) -> None:
        self.hub = hub
        self.target_type = target_type

    @cached_property
    def entries(self) -> list[str]:
        """What lies in target-data under the dataset's name: files, or a folder."""
        return [name for name in self.hub.folder.names(FOLDER) if name.partition(".")[0] == self.target_type]

    @cached_property
    def paths(self) -> list[str]:
        return [
            path
            for name in self.entries
            for path in (self.hub.folder.files(f"{FOLDER}/{name}") or [f"{FOLDER}/{name}"])
        ]

    @cached_property
    def files(self) -> list[TargetFile]:
        return [TargetFile(self.hub, path, self.target_type) for path in self.paths]


def datasets(hub: Grounds) -> list[Dataset]:
    """The kinds of target data that the hub holds."""
    return [found for kind in TARGET_TYPES if (found := Dataset(hub, kind)).entries]


def partitions(path: str) -> dict[str, str]:
    """The `column=value` folders of a path."""
    pairs = (part.partition("=") for part in PurePosixPath(path).parts[:-1])
    return {name: unquote(value) for name, mark, value in pairs if mark}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return not (len(text) > 1 and text[0] == "0" and text[1] != ".")

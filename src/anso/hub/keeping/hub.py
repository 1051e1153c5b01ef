"""A hub as one thing: what it asks for, who takes part, its forecasts and observations, and writing to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import polars as pl

from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.hub.definition import Definition
from anso.hub.definition.definition import TASKS
from anso.hub.folder import HubFolder
from anso.hub.keeping import target_data
from anso.hub.keeping.layout import (
    TARGET_DATA,
    TIME_SERIES,
    ModelFile,
    metadata_path,
    model_files,
    output_path,
)
from anso.hub.keeping.metadata import Model, models, yaml_bytes
from anso.hub.keeping.query import Selection, ask, select
from anso.hub.keeping.submission import origin, submissions, target_table
from anso.hub.keeping.write import parquet_bytes, put, remove
from anso.hub.reading.names import ending, several
from anso.release.forecast import as_frame, faults, tidy

__all__ = ["Hub"]


class Hub:
    """A hub in hubverse's layout. Opening reads nothing; each thing is read when it is asked for."""

    def __init__(self, address: str | Path, **options: Any) -> None:
        self.folder = HubFolder(address, **options)

    def __repr__(self) -> str:
        return f"Hub({self.folder.address!r})"

    @classmethod
    def create(cls, address: str | Path, documents: Mapping[str, bytes], **options: Any) -> Self:
        """A new hub with this configuration: paths such as `hub-config/tasks.json`, and their bytes."""
        hub = cls(address, **options)
        Definition.of(dict(documents))
        if hub.folder.exists(TASKS):
            raise AnsoError(
                f"There is a hub at {hub.folder.address} already; open it, or choose another place"
            )
        for path, content in documents.items():
            put(hub.folder, path, content)
        return hub

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return self.folder.root.rsplit("/", 1)[-1]

    @property
    def name(self) -> str:
        return self.definition.name

    @cached_property
    def definition(self) -> Definition:
        if not self.folder.there:
            raise NotFoundError(f"There is no folder {self.folder.address}")
        return Definition.read(self.folder)

    @property
    def synthetic(self) -> bool:
        """Whether its configuration says that all of it is made up."""
        said = self.definition.documents[TASKS].get("additional_metadata")
        return isinstance(said, dict) and said.get("synthetic") is True

    def files(
        self,
        models: str | Iterable[str] | None = None,
        reference_dates: date | Iterable[date] | None = None,
    ) -> list[ModelFile]:
        """The submissions, by their paths; nothing is opened."""
        chosen, asked = several(models), several(reference_dates)
        days = None if asked is None else {str(day) for day in asked}
        found = model_files(self.folder.files(self.definition.model_output_dir))
        return [
            file
            for file in found
            if (chosen is None or file.model in chosen)
            and (days is None or file.reference_date is None or file.round in days)
        ]

    def models(self) -> list[Model]:
        """Everybody who has metadata or a submission here."""
        return models(self.folder, dict.fromkeys(file.model for file in self.files()))

    def rounds(self) -> list[date]:
        """The reference dates that somebody submitted to."""
        return sorted({day for file in self.files() if (day := file.reference_date) is not None})

    def forecasts(
        self,
        *,
        models: str | Iterable[str] | None = None,
        reference_dates: date | Iterable[date] | None = None,
        targets: str | Iterable[str] | None = None,
        locations: str | Iterable[str] | None = None,
        horizons: int | Iterable[int] | None = None,
        output_types: str | Iterable[str] | None = None,
    ) -> pl.DataFrame:
        """The forecasts asked for by one value or several of each, tidy; only files that may hold them are opened."""
        days = several(reference_dates)
        column = origin(self.definition)
        where: dict[str, list[Any] | None] = {
            **({column: days} if column else {}),
            "target": several(targets),
            "location": several(locations),
            "horizon": several(horizons),
            "output_type": several(output_types),
        }
        selection = Selection(
            tuple(self.files(models, days)),
            {name: tuple(values) for name, values in where.items() if values is not None},
        )
        return select(self.folder, self.definition, selection)

    def query(self, sql: str) -> pl.DataFrame:
        """The answer to a SELECT over the views `forecasts`, `observations` and `vintages`; nothing else is open to it."""
        tables = {"observations": self.observations, "vintages": self.vintages}
        return ask(self.folder, self.definition, self.files(), lambda name: tables[name](), sql)

    def observations(self, as_of: date | None = None) -> pl.DataFrame:
        """For each series and date the newest value known on that day; without a day, as known now."""
        versions, said = self.vintages(), self.definition.target_data
        if as_of is not None and target_data.AS_OF not in versions.columns:
            raise InvalidInputError(
                [
                    Problem(
                        "as_of",
                        f"the hub {self.slug} keeps no versions of its observations, so that nobody can tell what "
                        "was known on a day; ask without a day for what is known now",
                    )
                ]
            )
        unit = () if said is None else (*(said.observable_unit or ()), *filter(None, [said.date_col]))
        series = [name for name in dict.fromkeys(unit) if name in versions.columns]
        return target_data.known(versions, as_of, series)

    def vintages(self) -> pl.DataFrame:
        """All versions of the observations; with a column `as_of` where the hub keeps versions."""
        return target_data.read(self.folder, self.definition.series_types)

    def write(self, table: Any, *, round_id: str | None = None, durably: bool = True) -> list[str]:
        """Write forecasts as the submissions of their models and rounds; gives the paths.

        A submission that is there is replaced, whole and at once.
        """
        frame = tidy(table)
        if problems := faults(frame):
            raise InvalidInputError(problems)
        paths = []
        for path, rows in submissions(frame, self.definition, round_id=round_id):
            put(self.folder, path, parquet_bytes(rows), durably=durably)
            self._drop_twins(path)
            paths.append(path)
        return paths

    def withdraw(self, model: str, round_id: str) -> None:
        """Take a submission out of the hub."""
        path = output_path(self.definition.model_output_dir, model, round_id)
        remove(self.folder, path)
        self._drop_twins(path)

    def write_observations(self, table: Any, *, durably: bool = True) -> str:
        """Write all observations, with `as_of` where versions are known, as hubverse's time series."""
        path = f"{TARGET_DATA}/{TIME_SERIES}.parquet"
        frame = target_table(target_data.tidy_observations(as_frame(table), "observations"))
        put(self.folder, path, parquet_bytes(frame), durably=durably)
        remove(self.folder, f"{TARGET_DATA}/{TIME_SERIES}.csv")
        return path

    def write_model(self, metadata: Mapping[str, Any]) -> str:
        """Write a model's metadata; its name is `team_abbr-model_abbr`."""
        missing = [part for part in ("team_abbr", "model_abbr") if not metadata.get(part)]
        if missing:
            raise InvalidInputError(
                [Problem(part, "is missing; with it the model gets its name") for part in missing]
            )
        path = metadata_path(f"{metadata['team_abbr']}-{metadata['model_abbr']}")
        put(self.folder, path, yaml_bytes(metadata))
        return path

    def write_auxiliary(self, name: str, content: bytes) -> str:
        """Write a file that helps readers, such as the places' names."""
        path = f"auxiliary-data/{name}"
        put(self.folder, path, content)
        return path

    def _drop_twins(self, path: str) -> None:
        """The same submission in another format would be a second answer to the same question."""
        stem = path.removesuffix(ending(path))
        twins: Sequence[str] = [f"{stem}.csv", f"{stem}.csv.gz"]
        for twin in twins:
            remove(self.folder, twin)

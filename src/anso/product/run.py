"""The only thing a product's function talks to: it hands out sources and collects what the release will hold."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from anso import places, sources
from anso.chart import to_spec
from anso.compute import map_items
from anso.errors import AnsoError
from anso.product.progress import Reporter
from anso.product.request import Request
from anso.release.alert import Alert
from anso.release.localised import Localised
from anso.release.manifest import Input
from anso.release.writer import ReleaseWriter

__all__ = ["Run"]

Item = TypeVar("Item")
Result = TypeVar("Result")
Text = str | Mapping[str, str]
Tone = Literal["", "good", "minor", "moderate", "severe", "extreme"]

_localised: TypeAdapter[dict[str, str]] = TypeAdapter(Localised)


class Run:
    """One run of one product for one request."""

    def __init__(self, slug: str, request: Request, writer: ReleaseWriter, reporter: Reporter) -> None:
        self.slug = slug
        self.request = request
        self.inputs: dict[tuple[str, str], Input] = {}
        self.alerts: list[Alert] = []
        self.found: Localised | None = None
        self.held: Localised | None = None
        self.place_codes: set[str] = set()
        self.synthetic = False
        self.issue_date: date | None = getattr(request, "issued", None)
        self._facts: list[dict[str, Any]] = []
        self._writer = writer
        self._reporter = reporter

    def source(self, name: str) -> Any:
        """A provider of the outside world; what is read from it is recorded among the release's inputs."""
        return sources.open(name, self._record)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], message: str = "Computing"
    ) -> list[Result]:
        """The function's results for all items, in order, over this machine's cores or a Dask cluster."""
        return map_items(
            function, items, done=lambda n, total: self.progress(n / total, f"{message} ({n} of {total})")
        )

    def rng(self, *key: str | int) -> Any:
        """A numpy random generator that is the same whenever the same request is run."""
        import numpy as np

        seed = json.dumps([self.slug, self.request.model_dump(mode="json"), *key], sort_keys=True)
        return np.random.default_rng(list(hashlib.sha256(seed.encode()).digest()))

    def progress(self, fraction: float, message: str) -> None:
        """How much is done, from 0 to 1, and what is being done; stops the run here if it was cancelled."""
        self._reporter.progress(min(max(fraction, 0.0), 1.0), message)

    def log(self, message: str) -> None:
        """A line for whoever reads the job's log."""
        self._reporter.log(message)

    def issued(self, day: date) -> None:
        """The day the release is for, where the request does not say it."""
        self.issue_date = day

    def about(self, *codes: str) -> None:
        """Places that the release is about, besides those that it states facts of."""
        self.place_codes.update(places.place(code).code for code in codes)

    def made_from_synthetic_data(self) -> None:
        """The release is labelled synthetic wherever it is shown."""
        self.synthetic = True

    def finding(self, text: Text) -> None:
        """The headline: what was found, in a sentence that could be read aloud."""
        self.found = _localised.validate_python(text)

    def holds(self, text: Text) -> None:
        """When and for whom the finding holds."""
        self.held = _localised.validate_python(text)

    def table(
        self,
        name: str,
        table: Any,
        *,
        title: Text | None = None,
        columns: Mapping[str, Text] | None = None,
        words: Mapping[str, Text] | None = None,
    ) -> None:
        """Rows, with what their columns mean; `words` says values that are words in each language, for readers of a page."""
        self._writer.table(
            name,
            table,
            title=_optional(title),
            columns=_each_localised(columns),
            words=_each_localised(words),
        )

    def forecast(self, name: str, table: Any, *, title: Text | None = None) -> None:
        """Forecasts in the hub's convention, of any make; one that cannot be a forecast stops the run, its row named.

        A table that does not say whose forecasts it holds has them of a model of the output's name.
        """
        from anso.product.forecasts import described, sound

        frame = sound(table, name)
        self._writer.table(
            name, frame, title=_optional(title), columns=described(frame.columns), forecast=True
        )

    def grid(self, name: str, dataset: Any, *, title: Text | None = None) -> None:
        self._writer.grid(name, dataset, title=_optional(title))

    def chart(
        self,
        name: str,
        chart: Any,
        *,
        title: Text,
        alt: Text,
        by: str | None = None,
        lead: bool = False,
        words: Mapping[str, Text] | None = None,
    ) -> None:
        """A chart or map; `alt` says in words what it shows, `by` names the column whose values each have their own.

        `words` says in each language what stands in the chart: titles of axes, categories, names.
        """
        spec = to_spec(chart, _each_localised(words))
        self._writer.chart(name, spec, title=_optional(title), alt=_optional(alt), by=by, lead=lead)

    def text(self, name: str, text: Text, *, title: Text | None = None) -> None:
        self._writer.text(name, _localised.validate_python(text), title=_optional(title))

    def file(self, name: str, content: bytes | Path, *, title: Text | None = None) -> None:
        self._writer.file(name, content, title=_optional(title))

    def fact(
        self,
        place: str,
        *,
        label: Text,
        value: Text,
        note: Text | None = None,
        tone: Tone = "",
        chart: str = "",
    ) -> None:
        """What the release says of one place in a word or two, for the strip on that place's page."""
        code = places.place(place).code
        self.place_codes.add(code)
        fact = {
            "place": code,
            "label": _localised.validate_python(label),
            "value": _localised.validate_python(value),
            "note": _optional(note),
            "tone": tone,
            "chart": chart,
        }
        self._facts.append({key: value for key, value in fact.items() if value})

    def alert(self, alert: Alert) -> None:
        """A warning for the places it names."""
        codes = tuple(dict.fromkeys(places.place(place).code for place in alert.places))
        self.place_codes.update(codes)
        self.alerts.append(alert.model_copy(update={"places": codes}))

    def finish(self) -> date:
        """Write what was gathered; gives the day the release is for."""
        if self._facts:
            self._writer.facts(self._facts)
        if self.issue_date is not None:
            return self.issue_date
        if not self.inputs:
            raise AnsoError(
                f"{self.slug}: its request has no field 'issued' and it read no source, so its release has no date; call run.issued()"
            )
        return max(read.as_of for read in self.inputs.values())

    def _record(self, provenance: Any) -> None:
        entry = Input(**{name: getattr(provenance, name) for name in Input.model_fields})
        before = self.inputs.get((entry.source, entry.sha256))
        if before is None or entry.as_of > before.as_of:  # read twice, the later knowledge went in
            self.inputs[entry.source, entry.sha256] = entry


def _optional(text: Text | None) -> Localised | None:
    return None if text is None else _localised.validate_python(text)


def _each_localised(texts: Mapping[str, Text] | None) -> dict[str, Localised]:
    return {key: _localised.validate_python(text) for key, text in (texts or {}).items()}

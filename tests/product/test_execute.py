"""A product's run becomes one release, the same each time, or nothing at all."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import altair as alt
import polars as pl
import pytest

from anso.errors import AnsoError, NotFoundError
from anso.product import (
    Alert,
    Cancelled,
    Field,
    MayBePrivate,
    Run,
    Silent,
    execute,
    get_product,
    parse_request,
    product,
    registry,
)
from anso.release import Store


class Asked(MayBePrivate):
    """What the tests ask for."""

    issued: date = Field(description="Day")
    fail: bool = Field(default=False, description="Raise half way")


@pytest.fixture(autouse=True)
def declared() -> Iterator[None]:
    """A product for these tests alone."""
    before = registry.products()  # all are loaded now, so that none is lost when these tests end

    @product(
        "tests.growth",
        title={"en": "Growth", "fr": "Croissance"},
        summary="Growth in two countries",
        corridor="health",
    )
    def growth(request: Asked, run: Run) -> None:
        counts = pl.DataFrame({"country": ["PK", "KZ"], "cases": run.rng("cases").integers(0, 100, 2)})
        run.progress(0.5, "Half way")
        run.table("counts", counts, title="Counts", columns={"cases": "Cases a day"})
        if request.fail:
            raise RuntimeError("the model diverged")
        run.chart("bars", alt.Chart(alt.InlineData([])).mark_bar(), title="Bars", alt="Two bars", lead=True)
        run.finding({"en": "Cases grow", "fr": "Les cas augmentent"})
        run.fact("Pakistan", label="Epidemic", value={"en": "Growing"}, tone="severe")
        run.alert(
            Alert(
                event="Epidemic growth",
                category="Health",
                severity="severe",
                places=("Kazakhstan", "PAK", "KZ"),
                onset=datetime(2020, 6, 8, tzinfo=UTC),
                expires=datetime(2020, 6, 22, tzinfo=UTC),
                headline="Growth in Kazakhstan",
                description="Cases double in two weeks.",
            )
        )

    yield
    registry._declared.clear()
    registry._declared.update(before)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path))


def ask(**given: object) -> Asked:
    request = parse_request(get_product("tests.growth"), {"issued": "2020-06-08"} | given)
    assert isinstance(request, Asked)
    return request


def test_execute_publishes_what_the_run_gave(store: Store) -> None:
    manifest = execute(get_product("tests.growth"), ask(), store=store).manifest

    assert manifest.title == {"en": "Growth", "fr": "Croissance"}
    assert manifest.finding == {"en": "Cases grow", "fr": "Les cas augmentent"}
    assert manifest.request == {"issued": "2020-06-08", "fail": False, "private": False}
    assert manifest.places == ("KZ", "PK")
    assert manifest.issued == date(2020, 6, 8)
    assert manifest.alerts[0].severity == "severe"
    assert manifest.outputs[0].columns == {"cases": {"en": "Cases a day"}}
    assert manifest.owner is None


def test_execute_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    one, other = (
        execute(get_product("tests.growth"), ask(), store=Store(str(tmp_path / name))) for name in "ab"
    )

    assert one.id == other.id
    assert one.read("tables/counts.parquet") == other.read("tables/counts.parquet")


def test_execute_publishes_nothing_when_the_product_fails(store: Store) -> None:
    with pytest.raises(RuntimeError, match="diverged"):
        execute(get_product("tests.growth"), ask(fail=True), store=store)

    assert list(store.ids()) == []


def test_progress_stays_between_none_and_all(store: Store) -> None:
    @product("tests.eager", title="Eager", summary="Counts wrongly", corridor="health")
    def eager(request: Asked, run: Run) -> None:
        for fraction in (-0.5, 0.5, 7.0):
            run.progress(fraction, "Going on")

    told: list[float] = []

    class Told(Silent):
        def progress(self, fraction: float, message: str) -> None:
            told.append(fraction)

    execute(get_product("tests.eager"), ask(), store=store, reporter=Told())

    assert told == [0.0, 0.5, 1.0, 1.0]


def test_execute_stops_where_it_is_cancelled(store: Store) -> None:
    class Impatient:
        def progress(self, fraction: float, message: str) -> None:
            raise Cancelled

        def log(self, message: str) -> None:
            pass

    with pytest.raises(Cancelled):
        execute(get_product("tests.growth"), ask(), store=store, reporter=Impatient())

    assert list(store.ids()) == []


def test_private_release_names_its_owner_and_needs_one(store: Store) -> None:
    assert (
        execute(get_product("tests.growth"), ask(private=True), store=store, owner="u-1").manifest.owner
        == "u-1"
    )
    with pytest.raises(AnsoError, match="a private release needs an owner"):
        execute(get_product("tests.growth"), ask(private=True), store=store)


def test_public_release_does_not_tell_who_asked(store: Store) -> None:
    assert execute(get_product("tests.growth"), ask(), store=store, owner="u-1").manifest.owner is None


def test_run_draws_the_same_numbers_for_the_same_request_and_others_for_another(store: Store) -> None:
    product = get_product("tests.growth")
    counts = [
        execute(product, ask(issued=day), store=store).table("counts")["cases"].to_pylist()
        for day in ("2020-06-08", "2020-06-08", "2020-06-09")
    ]

    assert counts[0] == counts[1] != counts[2]


def test_product_names_the_package_that_holds_it_and_its_version() -> None:
    assert get_product("epidemics.situation").code == f"anso {version('anso')}"


def test_unknown_product_is_suggested() -> None:
    with pytest.raises(
        NotFoundError, match=r"There is no product 'tests\.grwth'; did you mean tests\.growth\?"
    ):
        get_product("tests.grwth")


def test_product_must_say_what_it_is_asked() -> None:
    with pytest.raises(TypeError, match="must be annotated with a Request model"):

        @product("tests.bare", title="Bare", summary="Bare", corridor="health")
        def bare(request: int, run: Run) -> None: ...


def test_alert_for_a_place_by_name_is_kept_by_its_code(store: Store) -> None:
    manifest = execute(get_product("tests.growth"), ask(), store=store).manifest

    assert manifest.alerts[0].places == ("KZ", "PK")


@pytest.mark.parametrize("days", [(1, 8), (8, 1)])
def test_source_read_for_two_days_is_recorded_as_of_the_later(store: Store, days: tuple[int, int]) -> None:
    @product("tests.twice", title="Twice", summary="Reads twice", corridor="health")
    def twice(request: Asked, run: Run) -> None:
        for day in days:
            run.source("covid-2020").daily(date(2020, 6, day))

    manifest = execute(get_product("tests.twice"), ask(), store=store).manifest

    assert [(entry.source, entry.as_of) for entry in manifest.inputs] == [("covid-2020", date(2020, 6, 8))]


def test_partner_cannot_take_the_slug_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = get_product("epidemics.situation")

    class Partner:
        def __init__(self, name: str, value: str, load: Callable[[], None]) -> None:
            self.name, self.value, self.load = name, value, load

    def take() -> None:
        def theirs(request: Asked, run: Run) -> None: ...

        product("epidemics.situation", title="Mine", summary="Mine", corridor="health")(theirs)

    loaded: list[str] = []
    entries = [Partner("a", "partner", take), Partner("z", "anso.services", lambda: loaded.append("ours"))]
    monkeypatch.setattr(registry, "entry_points", lambda **_: entries)
    monkeypatch.setattr(registry, "_broken", {})
    registry._load.cache_clear()
    try:
        assert get_product("epidemics.situation") is ours
        assert loaded == ["ours"]
        assert registry.broken_products() == {
            "a": "ValueError: product epidemics.situation: anso.services.epidemics.product has declared one of this slug"
        }
    finally:
        registry._load.cache_clear()


def test_broken_partner_package_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        name, value = "broken", "partner.broken"

        def load(self) -> None:
            raise ImportError("No module named 'fortran'")

    monkeypatch.setattr(registry, "entry_points", lambda **_: [Broken()])
    monkeypatch.setattr(registry, "_broken", {})
    registry._load.cache_clear()
    try:
        assert registry.broken_products() == {"broken": "ImportError: No module named 'fortran'"}
        assert "tests.growth" in registry.products()
    finally:
        registry._load.cache_clear()


def test_products_stand_as_their_service_says_and_the_others_after_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Entry:
        name, value = "tests", "tests"

        def load(self) -> SimpleNamespace:
            for slug in ("tests.aside", "tests.last", "tests.first"):

                def about(request: Asked, run: Run) -> None: ...

                product(slug, title="T", summary="S", corridor="health")(about)
            return SimpleNamespace(PRODUCTS=("tests.first", "tests.last"))

    monkeypatch.setattr(registry, "_declared", {})
    monkeypatch.setattr(registry, "_standing", {})
    monkeypatch.setattr(registry, "entry_points", lambda **_: [Entry()])
    registry._load.cache_clear()
    try:
        assert list(registry.products()) == ["tests.first", "tests.last", "tests.aside"]
    finally:
        registry._load.cache_clear()

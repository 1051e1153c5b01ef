"""Pictures of charts: drawn once, kept, refused where nothing can be drawn."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from anso.errors import InvalidInputError, NotFoundError
from anso.portal import pictures
from anso.portal.cleanup import forget_release_files, pictures_folder
from anso.release import Release

Make = Callable[..., Release]


@pytest.fixture
def release(make_release: Make) -> Release:
    # The rows make the release one that no other test has drawn pictures of.
    return make_release(issued="2020-06-08", rows=7)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, release: Release) -> list[str]:
    """The formats that were really drawn, one after another."""
    forget_release_files(release.id)
    calls: list[str] = []
    draw = pictures._drawn

    def counted(release: Release, chart: str, suffix: pictures.PictureFormat, *rest: object) -> bytes:
        calls.append(suffix)
        return draw(release, chart, suffix, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pictures, "_drawn", counted)
    return calls


def test_picture_is_drawn_once_and_kept(release: Release, drawn: list[str]) -> None:
    first = pictures.draw(release, "bars")
    second = pictures.draw(release, "bars")

    assert first == second
    assert first.startswith(b"<svg")
    assert drawn == ["svg"]


def test_picture_asked_for_by_many_at_once_is_drawn_once(
    release: Release, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = pictures._drawn

    def slow(*arguments: object) -> bytes:
        time.sleep(0.2)
        return counted(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pictures, "_drawn", slow)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: pictures.draw(release, "bars"), range(6)))

    assert len(set(found)) == 1
    assert drawn == ["svg"]


def test_picture_is_another_for_each_look(release: Release, drawn: list[str]) -> None:
    looks = {
        pictures.draw(release, "bars"),
        pictures.draw(release, "bars", theme="dark"),
        pictures.draw(release, "bars", width=400),
        pictures.draw(release, "one", by="PK"),
        pictures.draw(release, "one", by="FR"),
        pictures.draw(release, "bars", "png"),
    }

    assert len(looks) == 6
    assert pictures.draw(release, "bars", "png").startswith(b"\x89PNG")


def test_width_is_rounded_so_that_pictures_stay_few(release: Release, drawn: list[str]) -> None:
    assert pictures.draw(release, "bars", width=759) == pictures.draw(release, "bars", width=761)
    assert drawn == ["svg"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"format": "gif"}, "format: 'gif' is neither svg nor png"),
        ({"theme": "blue"}, "theme: 'blue' is neither light nor dark"),
        ({"width": 10}, "width: 10 lies outside 240 to 1600 pixels"),
        ({"by": "PK"}, "by: chart bars is one picture, not one for each value"),
    ],
)
def test_look_that_cannot_be_is_refused(release: Release, options: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        pictures.draw(release, "bars", **options)  # type: ignore[arg-type]
    assert str(error.value) == sentence


def test_chart_of_one_value_needs_it_and_needs_one_that_is_there(release: Release, drawn: list[str]) -> None:
    with pytest.raises(
        InvalidInputError, match="by: is needed: chart one is drawn for one country at a time"
    ):
        pictures.draw(release, "one")
    with pytest.raises(NotFoundError, match="has nothing for country 'XX'"):
        pictures.draw(release, "one", by="XX")
    assert [path.suffix for path in (pictures_folder() / release.id).iterdir()] == [".lock"]


def test_pictures_go_with_their_release(release: Release, drawn: list[str]) -> None:
    pictures.draw(release, "bars")
    forget_release_files(release.id)

    assert not (pictures_folder() / release.id).exists()

"""The service that the developers' guide builds, installed as a partner would install it."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from anso import places

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "daylight"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine where the package is installed beside anso."""
    target = tmp_path_factory.mktemp("site-packages")
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--offline", "--python", sys.executable, "--no-deps",
         "--no-build-isolation", "--no-cache", "--target", target, EXAMPLE],
        check=True, capture_output=True,
    )  # fmt: skip
    home = tmp_path_factory.mktemp("home")
    return os.environ | {"PYTHONPATH": str(target), "ANSO_HOME": str(home)}


def anso(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "anso.cli", *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_example_is_found_through_its_entry_point(installed: dict[str, str]) -> None:
    listed = json.loads(anso(installed, "products", "--json").stdout)
    (daylight,) = [entry for entry in listed if entry["product"] == "daylight.length"]
    assert daylight["corridor"] == "climate"
    assert daylight["code"] == "daylight 1.0"
    assert list(daylight["request"]["properties"]) == ["country", "issued"]


def test_example_states_the_length_of_the_longest_day(installed: dict[str, str]) -> None:
    done = anso(
        installed, "run", "daylight.length", "--country", "Sri Lanka", "--issued", "2020-06-21", "--json"
    )
    assert done.returncode == 0, done.stderr
    # At the solstice the sun stands 23.44 degrees north; it rises with its upper rim, 0.833 degrees early.
    lat, sun, early = (math.radians(value) for value in (places.country("LK").lat, 23.44, 0.833))
    half = math.acos(-(math.sin(early) + math.sin(lat) * math.sin(sun)) / (math.cos(lat) * math.cos(sun)))
    assert json.loads(done.stdout)["finding"] == {
        "en": f"On 21 June the day is {24 * half / math.pi:.1f} hours long in the middle of Sri Lanka"
    }


def test_example_explains_a_bad_value(installed: dict[str, str]) -> None:
    done = anso(installed, "run", "daylight.length", "--country", "Sri Lanca", "--issued", "2020-06-21")
    assert done.returncode == 2
    assert "Sri Lanka" in done.stderr
    assert "Traceback" not in done.stderr


def test_guide_shows_the_example_as_it_is() -> None:
    guide = (ROOT / "docs" / "developers" / "add-a-service.md").read_text(encoding="utf-8")
    for name in ("pyproject.toml", "daylight.py"):
        assert (EXAMPLE / name).read_text(encoding="utf-8").strip() in guide, name

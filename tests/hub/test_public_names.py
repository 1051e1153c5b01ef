"""What a notebook finds in `anso.hub`."""

import subprocess
import sys

import pytest

from anso import hub


def test_every_public_name_is_found_in_its_room() -> None:
    assert sorted(hub.HOME_OF) == hub.__all__ == dir(hub)
    assert [getattr(hub, name).__name__ for name in hub.__all__] == hub.__all__


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match=r"anso\.hub has no 'wis'; it has Definition, Hub"):
        _ = hub.wis


def test_importing_the_hub_loads_no_heavy_library() -> None:
    heavy = "{'polars', 'numpy', 'duckdb', 'scipy', 'highspy', 'jsonschema'}"
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; from anso import hub; print(sorted({heavy} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout == "[]\n"

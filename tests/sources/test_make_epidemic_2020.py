"""The script that made the packaged counts knows every code of its source."""

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools/make_epidemic_2020.py"


def record(code: str, *days: tuple[int, int]) -> dict[str, object]:
    daily = [{"dateId": day, "confirmedCount": count, "curedCount": 1, "deadCount": 2} for day, count in days]
    return {"countryCode": code, "dailyData": json.dumps(daily)}


def test_table_maps_own_codes_drops_the_ship_and_sorts() -> None:
    spec = importlib.util.spec_from_file_location("make_epidemic_2020", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    table = script.table(
        [
            record("PAK", (20200608, 5), (20200607, 7)),
            record("Princess", (20200608, 712)),
            record("GBN", (20200608, 9)),
        ]
    )
    assert table.rows() == [
        ("GW", date(2020, 6, 8), 9, 1, 2),
        ("PK", date(2020, 6, 7), 7, 1, 2),
        ("PK", date(2020, 6, 8), 5, 1, 2),
    ]
    with pytest.raises(KeyError):
        script.table([record("XYZ", (20200608, 1))])

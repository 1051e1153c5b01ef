"""Make the packaged table of the 2020 epidemic from the source archive of `django-covid19`.

In: `django_covid19-0.4rc1.tar.gz`, as its authors published it (MIT), whose `fixtures/country.json` holds
what DXY reported for 215 countries, territories and a ship, day by day to 8 June 2020. Out: one Parquet
file, cumulative counts exactly as reported, corrections included; the same input gives the same bytes.

    python tools/make_epidemic_2020.py django_covid19-0.4rc1.tar.gz
"""

import argparse
import hashlib
import json
import tarfile
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from anso import places

ARCHIVE_SHA256 = "c8432d26cef61d25599b6845d2535886476cebb340d0c6e8e67afd89dfa5d5f5"
MEMBER = "django_covid19-0.4rc1/django_covid19/fixtures/country.json"
TARGET = Path(__file__).parent.parent / "src/anso/sources/data/covid-2020.parquet"

# The source writes most countries in ISO alpha-3; these it writes in its own way.
OWN_CODES = {
    "AI": "AI",
    "BL": "BL",
    "CIB": "GI",  # Gibraltar, by its place in the source's list and its name
    "CNMI": "MP",
    "CW": "CW",
    "FO": "FO",
    "GBN": "GW",  # Guinea-Bissau; ISO has GNB
    "GG": "GG",
    "GU": "GU",
    "JE": "JE",
    "MS": "MS",
    "Mann": "IM",
    "Saint Martin": "MF",
    "Sint Maarten": "SX",
    "USVI": "VI",
    "VG": "VG",
}
NOT_PLACES = {"Princess"}  # the cruise ship Diamond Princess: 712 people, of no country


def countries_in(archive: Path) -> list[dict[str, Any]]:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != ARCHIVE_SHA256:
        raise SystemExit(f"{archive} has SHA-256 {found}, not {ARCHIVE_SHA256}: it is another release")
    with tarfile.open(archive) as tar:
        member = tar.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{archive} holds no file {MEMBER}")
        return [record["fields"] for record in json.load(member)]


def table(records: list[dict[str, Any]]) -> pl.DataFrame:
    by_alpha3 = {country.alpha3: country.code for country in places.countries()}
    rows = [
        (
            OWN_CODES.get(code) or by_alpha3[code],
            str(day["dateId"]),
            day["confirmedCount"],
            day["curedCount"],
            day["deadCount"],
        )
        for record in records
        if (code := record["countryCode"]) not in NOT_PLACES
        for day in json.loads(record["dailyData"])
    ]
    frame = pl.DataFrame(rows, schema=["country", "date", "confirmed", "recovered", "dead"], orient="row")
    counts = pl.col("confirmed", "recovered", "dead").cast(pl.Int32)
    return frame.with_columns(pl.col("date").str.to_date("%Y%m%d"), counts).sort("country", "date")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("archive", type=Path)
    records = countries_in(parser.parse_args().archive)
    frame = table(records)
    pq.write_table(frame.to_arrow(), TARGET, compression="zstd", compression_level=19)
    digest = hashlib.sha256(TARGET.read_bytes()).hexdigest()
    print(f"{len(records)} records, {frame['country'].n_unique()} countries, {len(frame)} rows")
    print(
        f"{frame['date'].dt.min()} to {frame['date'].dt.max()}; {TARGET.stat().st_size} bytes; SHA-256 {digest}"
    )


if __name__ == "__main__":
    main()

"""Which column is what: said by the user, or guessed from the columns' names."""

import re
from collections.abc import Mapping, Sequence

from anso.errors import BadValueError, InvalidInputError, Problem
from anso.places.fold import fold
from anso.services.epidemics.counting.asked_words import not_a_mapping

__all__ = ["KINDS", "ROLES", "mapped", "stated"]

KINDS = ("cases", "deaths", "admissions", "tests", "vaccinations")
ROLES = ("location", "date", "week_start", "as_of", "population", "target", "value", *KINDS)

PARTS = re.compile(r'(?:"[^"]*"|[^",;\n])+')
"""Between commas, semicolons or ends of lines that stand in no quotation marks."""

DATE = re.compile(r"\s*\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}")
SOME_DATES = 3
"""Columns, at most, that may be called by a date in a table whose rows are days."""

GUESSES: Mapping[str, tuple[str, ...]] = {
    "location": (
        "location", "place", "county", "district", "municipality", "prefecture", "province", "province state",
        "state", "department", "country", "country name", "location name", "countriesandterritories",
        "country region", "region", "area", "entity", "geo", "iso code", "country code", "geoid", "fips", "code",
        "lieu", "commune", "departement", "pays", "район", "область", "страна", "место",
        "регион", "субъект", "县", "市", "省", "省份", "国家", "国家地区", "地区", "地点",
    ),
    "date": (
        "date", "day", "target end date", "week end", "week ending", "week ending date", "week end date",
        "end date", "date reported", "daterep", "report date", "year week", "yearweek", "week",
        "jour", "semaine", "дата", "неделя", "日期", "报告日期", "时间", "周",
    ),
    "week_start": ("week start", "week start date", "week beginning", "week begin", "start date"),
    "as_of": ("as of", "issue date", "vintage", "snapshot", "version date"),
    "population": ("population", "people", "inhabitants", "pop", "население", "人口"),
    "target": ("target", "indicator", "variable", "measure", "metric"),
    "value": ("value", "observation", "count", "number", "oracle value"),
    "cases": (
        "new cases", "cases", "inc case", "inc cases", "confirmed", "new confirmed", "infections",
        "total cases", "cumulative cases", "cas", "nouveaux cas", "новые случаи", "случаи", "新增病例", "新增确诊", "新增确诊病例", "病例", "病例数",
        "确诊", "确诊病例", "累计病例", "累计确诊", "累计确诊病例",
    ),
    "deaths": (
        "new deaths", "deaths", "inc death", "inc deaths", "dead", "total deaths", "cumulative deaths",
        "deces", "nouveaux deces", "новые смерти", "смерти", "新增死亡", "死亡", "死亡人数", "死亡病例", "累计死亡",
    ),
    "admissions": (
        "new admissions", "admissions", "hospital admissions", "hospitalizations", "hospitalisations",
        "new hospitalizations", "new hospitalisations", "inc hosp", "hosp", "госпитализации", "住院",
    ),
    "tests": ("new tests", "tests", "total tests", "тесты", "检测"),
    "vaccinations": (
        "new vaccinations", "vaccinations", "doses", "total vaccinations", "vaccine doses", "вакцинации", "接种",
    ),
}  # fmt: skip
"""Names of columns, the likeliest first: of places the finest, for a sum over them is not told from parts."""


def stated(text: str) -> dict[str, str]:
    """Role to column's name, as in `location=Country, cases="New cases, all ages"`."""
    roles: dict[str, str] = {}
    for part in filter(None, (found.strip() for found in PARTS.findall(text))):
        role, equals, column = part.partition("=")
        name = fold(role).replace(" ", "_")
        if not equals or not column.strip() or name not in ROLES:
            raise BadValueError(not_a_mapping(part, ROLES))
        roles[name] = column.strip().strip('"')
    return roles


def mapped(columns: Sequence[str], said: Mapping[str, str], where: str) -> tuple[dict[str, str], list[str]]:
    """Role to column's name as it stands in the file, and which of the roles were guessed."""
    roles = _found(columns, said, where)
    guessed = []
    taken = set(roles.values())
    long = "value" in roles or "target" in roles
    wide = any(kind in roles for kind in KINDS)
    names = {fold(name): name for name in reversed(columns)}
    for role, guesses in GUESSES.items():
        if (
            role in roles
            or (role == "week_start" and "date" in roles)
            or (role == "date" and "week_start" in roles)
        ):
            continue
        if (long and role in KINDS) or (wide and role in ("target", "value", *KINDS)):
            continue
        found = next(
            (names[guess] for guess in map(fold, guesses) if guess in names and names[guess] not in taken),
            None,
        )
        if found is not None:
            roles[role] = found
            taken.add(found)
            guessed.append(role)
    return _whole(roles, guessed, columns, where), guessed


def _found(columns: Sequence[str], said: Mapping[str, str], where: str) -> dict[str, str]:
    """The columns that were named, whatever their case."""
    exact, folded = set(columns), {fold(name): name for name in reversed(columns)}
    found, problems = {}, []
    for role, name in said.items():
        column = name if name in exact else folded.get(fold(name))
        if column is None:
            problems.append(Problem("columns", f"{where} has no column {name!r}; it has {_listed(columns)}"))
        else:
            found[role] = column
    if problems:
        raise InvalidInputError(problems)
    return found


def _whole(roles: dict[str, str], guessed: list[str], columns: Sequence[str], where: str) -> dict[str, str]:
    """The roles without those that contradict each other; dates and counts must be among them."""
    if not any(kind in roles for kind in KINDS) and "value" not in roles:
        if sum(bool(DATE.match(column)) for column in columns) > SOME_DATES:
            raise InvalidInputError(
                [
                    Problem(
                        where,
                        "has a column for each date; turn it, so that each row is a place and a day, with columns such "
                        "as country, date and cases",
                    )
                ]
            )
        _refuse("no column of counts; name it, such as cases=New cases", columns, where)
    if "date" not in roles and "week_start" not in roles:
        _refuse("no column of dates; name it, such as date=Day", columns, where)
    if "date" in roles and "week_start" in roles and "week_start" in guessed:
        del roles["week_start"]
    if any(kind in roles for kind in KINDS) and ("value" not in roles or "value" in guessed):
        roles.pop("value", None)
        if "target" in guessed:
            del roles["target"]
    return roles


def _refuse(what: str, columns: Sequence[str], where: str) -> None:
    raise InvalidInputError([Problem("columns", f"{where} has {what}; it has {_listed(columns)}")])


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(columns[:12]) + (" ..." if len(columns) > 12 else "")

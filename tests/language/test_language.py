"""Numbers, dates and plurals as each language writes them."""

from datetime import date

import pytest

from anso.language import (
    LANGUAGES,
    called,
    day,
    filesize,
    in_all,
    large,
    listing,
    mark,
    month,
    number,
    percent,
    plural,
    sort_key,
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1,234,567.9"),
        ("zh", "1,234,567.9"),
        ("ru", "1\u00a0234\u00a0567,9"),
        ("fr", "1\u202f234\u202f567,9"),
    ],
)
def test_number_is_grouped_and_pointed_as_the_language_does(language: str, text: str) -> None:
    assert number(1234567.89, language, 1) == text


def test_number_has_a_minus_sign_and_no_negative_zero() -> None:
    assert (number(-5, "en"), number(-0.4, "en"), number(0.4, "en", signed=True)) == ("\u22125", "0", "0")
    assert number(3, "en", signed=True) == "+3"


def test_percent_stands_apart_from_its_sign_in_russian_and_french() -> None:
    assert in_all(lambda language: percent(0.01649, language, signed=True)) == {
        "en": "+1.6%",
        "zh": "+1.6%",
        "ru": "+1,6\u00a0%",
        "fr": "+1,6\u202f%",
    }


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (255219554, ("255 million", "2.55亿", "255\u00a0млн", "255\u00a0millions")),
        (1_347_000_000_000, ("1.35 trillion", "1.35万亿", "1,35\u00a0трлн", "1\u202f350\u00a0milliards")),
        (1_040_000, ("1.04 million", "104万", "1,04\u00a0млн", "1,04\u00a0million")),
        (999_700_000, ("1 billion", "10亿", "1\u00a0млрд", "1\u00a0milliard")),
        (82_904, ("82,900", "8.29万", "82\u00a0900", "82\u202f900")),
        (526, ("526", "526", "526", "526")),
        (0, ("0", "0", "0", "0")),
    ],
)
def test_large_says_the_size_in_words(value: int, texts: tuple[str, ...]) -> None:
    assert tuple(in_all(lambda language: large(value, language)).values()) == texts


def test_day_is_written_out() -> None:
    assert in_all(lambda language: day(date(2020, 6, 8), language)) == {
        "en": "8 June 2020",
        "zh": "2020年6月8日",
        "ru": "8 июня 2020 года",
        "fr": "8 juin 2020",
    }
    assert day(date(2020, 2, 1), "fr", year=False) == "1er février"


def test_listing_joins_the_last_with_and() -> None:
    assert in_all(lambda language: listing(["a", "b", "c"], language)) == {
        "en": "a, b and c",
        "zh": "a、b和c",
        "ru": "a, b и c",
        "fr": "a, b et c",
    }
    assert (listing(["a"], "en"), listing([], "en")) == ("a", "")


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (1, "one"),
        (21, "one"),
        (11, "many"),
        (2, "few"),
        (34, "few"),
        (12, "many"),
        (5, "many"),
        (111, "many"),
        (0, "many"),
    ],
)
def test_plural_of_russian_follows_the_last_figures(count: int, form: str) -> None:
    assert plural(count, "ru") == form


def test_plural_of_nothing_is_singular_in_french_alone() -> None:
    assert in_all(lambda language: plural(0, language)) == {
        "en": "other",
        "zh": "other",
        "ru": "many",
        "fr": "one",
    }


def test_month_by_itself_is_in_the_nominative() -> None:
    assert in_all(lambda language: month(date(2020, 2, 1), language)) == {
        "en": "February 2020",
        "zh": "2020年2月",
        "ru": "февраль 2020",
        "fr": "février 2020",
    }
    assert month(date(2020, 2, 1), "ru", year=False) == "февраль"


@pytest.mark.parametrize(
    ("count", "texts"),
    [
        (999, ("999\u00a0B", "999\u00a0B", "999\u00a0Б", "999\u00a0o")),
        (1000, ("1.0\u00a0kB", "1.0\u00a0kB", "1,0\u00a0кБ", "1,0\u00a0ko")),
        (23_456_789, ("23\u00a0MB", "23\u00a0MB", "23\u00a0МБ", "23\u00a0Mo")),
        (2_500_000_000, ("2.5\u00a0GB", "2.5\u00a0GB", "2,5\u00a0ГБ", "2,5\u00a0Go")),
    ],
)
def test_filesize_is_counted_in_the_units_of_the_language(count: int, texts: tuple[str, ...]) -> None:
    assert tuple(filesize(count, language) for language in LANGUAGES) == texts


@pytest.mark.parametrize(
    ("sign", "marks"),
    [
        (":", (": ", "：", ": ", "\u00a0: ")),
        (";", ("; ", "；", "; ", "\u00a0; ")),
        (",", (", ", "，", ", ", ", ")),
        ("、", (", ", "、", ", ", ", ")),
        ("(", (" (", "（", " (", " (")),
    ],
)
def test_mark_stands_with_the_spaces_of_the_language(sign: str, marks: tuple[str, ...]) -> None:
    assert tuple(mark(sign, language) for language in LANGUAGES) == marks


def test_names_are_sorted_as_readers_look_for_them() -> None:
    assert sorted(["Zambie", "Éthiopie", "Åland", "Espagne", "Albanie"], key=sort_key) == [
        "Åland",
        "Albanie",
        "Espagne",
        "Éthiopie",
        "Zambie",
    ]
    assert sorted(["Казахстан", "Йемен", "Италия", "Ёлка", "Египет"], key=sort_key) == [
        "Египет",
        "Ёлка",
        "Италия",
        "Йемен",
        "Казахстан",
    ]


def test_what_is_called_something_is_quoted_as_in_print() -> None:
    said = {code: called("as today", code) for code in LANGUAGES}
    assert said == {
        "en": "‘as today’",
        "zh": "“as today”",
        "ru": "«as today»",
        "fr": "«\u00a0as today\u00a0»",
    }

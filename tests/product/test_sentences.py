"""Every sentence is there in four languages, says the same things, and reaches whoever typed the value."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Annotated, ClassVar

import pytest
from pydantic import field_validator

from anso import places
from anso.errors import AnsoError, BadValueError, InvalidInputError
from anso.language import LANGUAGES
from anso.places.sentences import MANY, MEANT, MEND, UNKNOWN
from anso.product import (
    CountryCode,
    Field,
    FieldWords,
    Product,
    Request,
    Upload,
    UploadRule,
    parse_request,
)
from anso.product.sentences import SENTENCES

TABLES = (
    SENTENCES
    | {f"unknown {kind}": texts for kind, texts in UNKNOWN.items()}
    | {"meant place": MEANT, "mend": MEND, "many": MANY}
)


class Asked(Request):
    """A field of each kind that is said in its own way."""

    issued: date = Field(description="Day it is for")
    country: CountryCode = Field("PK", description="Where")
    weeks: int = Field(4, ge=1, le=6, multiple_of=2, description="Weeks ahead")
    level: float = Field(0.95, gt=0, lt=1, description="Level")
    name: str = Field("abc", min_length=2, max_length=5, pattern="^[a-z]*$", description="Name")
    codes: tuple[str, ...] = Field(("a",), max_length=2, description="Codes")
    odd: int = Field(1, description="Odd")
    plain: str = Field("", description="Plain")
    data: Annotated[Upload, UploadRule((".csv",), megabytes=1)] | None = Field(None, description="Data")
    said: ClassVar[Mapping[str, FieldWords]] = {"issued": FieldWords(help={"fr": "Jour visé"})}

    @field_validator("odd")
    @classmethod
    def _is_odd(cls, odd: int) -> int:
        if odd % 2 == 0:
            raise BadValueError({"en": f"{odd} is even", "fr": f"{odd} est pair"})
        return odd

    @field_validator("plain")
    @classmethod
    def _is_plain(cls, plain: str) -> str:
        if plain:
            raise ValueError("said in English alone")
        return plain


PRODUCT = Product("tests.asked", {"en": "Asked"}, {"en": "Asked"}, "health", Asked, print, "tests 1")
GOOD = {"issued": "2020-06-08"}


def explained(language: str, **given: object) -> list[str]:
    with pytest.raises(InvalidInputError) as raised:
        parse_request(PRODUCT, GOOD | given, language)
    return [problem.message for problem in raised.value.problems]


@pytest.mark.parametrize("kind", TABLES)
def test_sentence_is_in_every_language_with_the_same_parts(kind: str) -> None:
    def parts(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    texts = TABLES[kind]
    assert list(texts) == list(LANGUAGES)
    assert {language: parts(text) for language, text in texts.items()} == dict.fromkeys(
        LANGUAGES, parts(texts["en"])
    )


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        (
            {"weeks": "8"},
            (
                "8 is above 6, the most allowed",
                "8高于允许的最大值6",
                "8 больше наибольшего допустимого значения, 6",
                "8 est supérieur à 6, le maximum admis",
            ),
        ),
        (
            {"weeks": "3"},
            ("3 is not a multiple of 2", "3不是2的倍数", "3 не делится на 2", "3 n’est pas un multiple de 2"),
        ),
        (
            {"weeks": "soon"},
            (
                "'soon' is not a whole number",
                "“soon”不是整数",
                "«soon» — не целое число",
                "«\u00a0soon\u00a0» n’est pas un nombre entier",
            ),
        ),
        (
            {"country": "Pakistann"},
            (
                "'Pakistann' is no country known here; did you mean Pakistan (PK)?",
                "这里没有名为“Pakistann”的国家或地区；您指的是巴基斯坦（PK）吗？",
                "«Pakistann»: такая страна здесь неизвестна; возможно, имеется в виду Пакистан (PK)?",
                "«\u00a0Pakistann\u00a0»\u00a0: aucun pays n’est connu ici sous ce nom\u00a0; vouliez-vous dire Pakistan (PK)\u00a0?",
            ),
        ),
        (
            {"contry": "PK"},
            (
                "is no field of this request; did you mean 'country'?",
                "不是本请求的字段；您指的是“country”吗？",
                "такого поля в этом запросе нет; возможно, имеется в виду «country»?",
                "n’est pas un champ de cette demande\u00a0; vouliez-vous dire «\u00a0country\u00a0»\u00a0?",
            ),
        ),
        (
            {"issued": ""},
            (
                "is needed (Day it is for)",
                "必须填写（Day it is for）",
                "нужно указать (Day it is for)",
                "est à renseigner (Jour visé)",
            ),
        ),
        ({"odd": 2}, ("2 is even", "2 is even", "2 is even", "2 est pair")),
        ({"plain": "x"}, ("said in English alone",) * 4),
        (
            {"data": "/etc/hostname"},
            (
                "a file is needed here, not a text",
                "此处需要文件，而不是文本",
                "здесь нужен файл, а не текст",
                "il faut ici un fichier, non un texte",
            ),
        ),
    ],
)
def test_bad_value_is_explained_in_the_language_asked_for(
    given: dict[str, object], sentences: tuple[str, ...]
) -> None:
    assert tuple(explained(language, **given)[0] for language in LANGUAGES) == sentences


def test_language_that_is_none_of_ours_gives_english() -> None:
    assert explained("de", weeks=8) == explained("en", weeks=8)
    assert explained("zh-hans", weeks=8) == explained("zh", weeks=8)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "abcdef"}, "is 6 characters long; 5 are allowed"),
        ({"name": "a"}, "is 1 characters long; at least 2 are needed"),
        ({"name": "ABC"}, "'ABC' is not of the form ^[a-z]*$"),
        ({"name": 7}, "7 is not a text"),
        ({"codes": ["a", "b", "c"]}, "holds 3 values; 2 are allowed"),
        ({"codes": "a"}, "'a' is not a list of values"),
    ],
)
def test_kinds_of_bad_texts_and_lists_are_told_apart(given: dict[str, object], sentence: str) -> None:
    assert explained("en", **given) == [sentence]


def test_size_of_a_file_is_written_with_the_mark_of_the_language(tmp_path: Path) -> None:
    file = tmp_path / "much.csv"
    file.write_bytes(b"1" * 1_200_000)

    assert [explained(language, data=file)[0].split("1", 1)[1][:2] for language in LANGUAGES] == [
        ".2",
        ".2",
        ",2",
        ",2",
    ]


@pytest.mark.parametrize(
    ("find", "text"),
    [(places.country, "Korea"), (places.province, "Punjab"), (places.region, "Xyzzyq"), (places.place, "")],
)
def test_unknown_place_says_itself_in_every_language(find: Callable[[str], object], text: str) -> None:
    with pytest.raises(AnsoError) as raised:
        find(text)
    said = [raised.value.said_in(language) for language in LANGUAGES]

    assert said[0] == str(raised.value)
    assert len(set(said)) == len(LANGUAGES)
    assert [text in sentence for sentence in said] == [True] * len(LANGUAGES)

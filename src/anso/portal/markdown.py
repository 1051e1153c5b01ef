"""Markdown of a release as HTML that cannot do harm: no raw HTML, no pictures, links that tell nobody whence."""

from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["render"]


def render(text: str) -> SafeString:
    """The text as HTML. Headings start at the third level: a text stands under its release's own."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "nofollow noreferrer")
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return mark_safe(html)  # noqa: S308  # raw HTML is off, so this holds none but the parser's own


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
        ["table", "replacements", "smartquotes", "strikethrough"]
    )
    parser.disable(["image", "html_block", "html_inline"])
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    return parser


def _open_table(_self: Any, _tokens: list[Token], _at: int, _options: Any, _env: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _close_table(_self: Any, _tokens: list[Token], _at: int, _options: Any, _env: Any) -> str:
    return "</table></div>\n"

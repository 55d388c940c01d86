"""OpenDocument texts written by hand as XML."""

from __future__ import annotations

from .made_office import package

SHORT = {
    "office": "office",
    "table": "table",
    "text": "text",
    "style": "style",
    "draw": "drawing",
    "svg": "svg-compatible",
}
SPACES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in SHORT.items())
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def p(words: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{words}</text:p>"


def span(style: str, words: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def h(words: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {more}>{words}</text:h>'


def items(*held: str, more: str = "") -> str:
    inner = "".join(f"<text:list-item>{each}</text:list-item>" for each in held)
    return f"<text:list {more}>{inner}</text:list>"


def cell(*held: str, more: str = "") -> str:
    inner = "".join(each if each.startswith("<") else p(each) for each in held)
    return f"<table:table-cell {more}>{inner}</table:table-cell>"


def table(*rows: list[str]) -> str:
    lines = ("".join(each if each.startswith("<table:") else cell(each) for each in row) for row in rows)
    return f"<table:table>{''.join(f'<table:table-row>{line}</table:table-row>' for line in lines)}</table:table>"


def levels(name: str, *forms: tuple[str, str, str], tag: str = "list") -> str:
    """A style of lists: of each level its format, what stands before and behind."""
    inner = "".join(
        f'<text:{tag}-level-style{"-number" if tag == "list" else ""} text:level="{at}" style:num-format="{form}"'
        f' style:num-prefix="{before}" style:num-suffix="{behind}" text:display-levels="{at if form == "1" else 1}"/>'
        for at, (form, before, behind) in enumerate(forms, 1)
    )
    return f'<text:{tag}-style style:name="{name}">{inner}</text:{tag}-style>'


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    follows = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{follows}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def odt(*body: str, automatic: str = "", common: str = "", edges: str = "", meta: str = "") -> bytes:
    """A text; `automatic` and `common` are its styles, `edges` what its pages print."""
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
    styles = f"<office:styles>{common}</office:styles>"
    styles += f"<office:master-styles><style:master-page>{edges}</style:master-page></office:master-styles>"
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {SPACES}>{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES}>{styles}</office:document-styles>",
            "meta.xml": f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        }
    )

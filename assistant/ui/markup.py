"""Untrusted text made safe to show: notes, drafts, uploads, names and error sentences.

``prose`` and ``inline`` give HTML for ``st.html``; ``label`` gives text for the labels and
messages that Streamlit reads as Markdown. No link, image or tag of the text's own survives.
"""

import html
import re

import nh3
from markdown_it import MarkdownIt

_OFF = (
    "html_inline",
    "html_block",
    "image",
    "link",
    "autolink",
    "reference",
    "heading",
    "lheading",
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(list(_OFF))
_MARKS = re.compile(r"([\\`*_\[\]#!|<>~$&]|:(?=[A-Za-z])|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)])")
_ADDRESS = re.compile(r"(?<=://)|(?<=www\.)|(?<=@)", re.IGNORECASE)
_NO_BREAK = "\u2060"


def prose(text: str) -> str:
    """Paragraphs, lists and emphasis of an untrusted text, as HTML."""
    return _clean(_MARKDOWN.render(text))


def inline(text: str) -> str:
    """One untrusted line, as HTML without a block around it."""
    return _clean(_MARKDOWN.renderInline(" ".join(text.split())))


def escape(text: object) -> str:
    """Any value as plain text within HTML, in an element or an attribute."""
    return html.escape(str(text), quote=True)


def label(text: str) -> str:
    """An untrusted line for a Streamlit label: shown letter by letter, never as Markdown.

    An invisible joiner is put into addresses, since Streamlit would link them by itself.
    """
    unlinked = _ADDRESS.sub(_NO_BREAK, " ".join(text.split()))
    return _MARKS.sub(r"\\\1", unlinked)


def _clean(markup: str) -> str:
    return nh3.clean(markup, tags=_TAGS, attributes={}, link_rel=None)

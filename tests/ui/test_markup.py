import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from assistant.ui.markup import escape, inline, label, prose

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://evil.example/a onerror=alert(1)>",
    "![a](http://evil.example/a.png)",
    "![a][r]\n\n[r]: http://evil.example/a.png",
    "[click](javascript:alert(1))",
    "<http://evil.example>",
    "http://evil.example www.evil.example",
    "<svg onload=alert(1)>",
    "<style>@import 'http://evil.example'</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    ":material/home: :red[x] $x$ `<b>`",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_tag_of_the_text_survives(text: str) -> None:
    """Links, images, scripts and tags of an untrusted text are shown as text or not at all."""
    for shown in (prose(text), inline(text), escape(text)):
        for opening in ("<script", "<img", "<a", "<svg", "<style", "<iframe"):
            assert opening not in shown.lower()
        assert " on" not in "".join(t for t in shown.split(">") if t.startswith("<"))


@given(some.text(max_size=200))
def test_only_plain_tags_come_out(text: str) -> None:
    """Whatever the text, only tags of paragraphs, lists and emphasis come out, bare."""
    allowed = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
    for piece in prose(text).split("<")[1:]:
        name = piece.partition(">")[0].strip("/ ")
        assert name in allowed


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_is_read_letter_by_letter(text: str) -> None:
    """A label that went through Markdown has no element in it, and no address left whole."""
    shown = MarkdownIt("gfm-like", {"linkify": False}).renderInline(label(text))
    assert "<" not in shown.replace("&lt;", "")
    assert "://evil" not in label(text)
    assert "www.evil" not in label(text)


def test_emphasis_and_lists_stay() -> None:
    """What a person writes to structure a note is kept."""
    assert prose("**one**\n\n- two") == "<p><strong>one</strong></p>\n<ul>\n<li>two</li>\n</ul>\n"

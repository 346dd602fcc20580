"""A draft as a PDF with numbered endnotes."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont
from pymupdf_fonts import myfont  # type: ignore[import-untyped]

from assistant.exports.layout import (
    PURPOSE,
    About,
    clean,
    heading_of,
    numbers,
    opening,
    remark,
    sources,
)
from assistant.stored import DraftRecord

MAIN = "notosans"
FACES = (
    (MAIN, "", "notos"),
    (MAIN, "B", "notosbo"),
    (MAIN, "I", "notosit"),
    ("firago", "", "figo"),
    ("firago", "B", "figbo"),
    ("symbols", "", "symbol2"),
    ("math", "", "math"),
)
"""Family, style and the font's name in its package. The families after the first step in for
characters it lacks: Arabic, Hebrew, Thai, Georgian, Devanagari, and symbols."""

MISSING = "□"
MISSING_NOTE = (
    f"{MISSING} stands for a character that this PDF has no font for; "
    "the Word and Markdown exports hold it."
)
INVISIBLE = {"\u200d", "\ufe0e", "\ufe0f"}
"""Joins and variants of pictures: nothing is lost without them."""


class _Pdf(FPDF):
    """Pages in fonts for many scripts; each ends with the purpose and its number."""

    def __init__(self, folder: Path) -> None:
        super().__init__(format="A4")
        for family, style, name in FACES:
            self.add_font(family, style, folder / f"{name}.ttf")
        others = dict.fromkeys(family for family, _, _ in FACES if family != MAIN)
        self.set_fallback_fonts(list(others), exact_match=False)
        self.set_text_shaping(find_spec("uharfbuzz") is not None)
        fonts = [font for font in self.fonts.values() if isinstance(font, TTFFont)]
        self._known = frozenset(code for font in fonts for code in font.cmap)
        self.replaced = False
        self.set_margins(22, 20, 22)
        self.set_auto_page_break(True, margin=22)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(MAIN, "", 8)
        self.set_text_color(90)
        self.cell(0, 5, f"{PURPOSE}  {self.page_no()}/{{nb}}", align="C")
        self.set_text_color(0)

    def shown(self, text: str) -> str:
        """The text with ``MISSING`` in place of every character that no font has."""
        text = "".join(c for c in clean(text) if c not in INVISIBLE)
        shown = "".join(c if ord(c) in self._known else MISSING for c in text)
        self.replaced = self.replaced or shown != text
        return shown

    def paragraph(
        self,
        text: str,
        *,
        size: int = 11,
        style: str = "",
        before: int = 0,
        after: int = 0,
        bullet: bool = False,
    ) -> None:
        """A paragraph; ``before`` and ``after`` are millimetres."""
        self.ln(before)
        self.set_font(MAIN, style, size)
        height = size * 0.5
        left = self.l_margin
        if bullet:
            self.cell(6, height, "•")
            self.set_left_margin(left + 6)
        self.multi_cell(0, height, self.shown(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.set_left_margin(left)
        self.set_x(left)
        self.ln(after)


def write(record: DraftRecord, about: About) -> bytes:
    """The file's content; a character without a font becomes ``MISSING``, and the file says so."""
    for name in ("fpdf", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with _font_files() as folder:
        pdf = _Pdf(folder)
        pdf.set_lang("en")
        pdf.set_title(pdf.shown(record.draft.title))
        pdf.set_author("Upmentor")
        pdf.set_creation_date(record.created_at)
        pdf.add_page()
        _body(pdf, record, about)
        return bytes(pdf.output())


def _body(pdf: _Pdf, record: DraftRecord, about: About) -> None:
    pdf.paragraph(record.draft.title, size=18, style="B", after=3)
    for line in opening(record, about):
        pdf.paragraph(line, size=9, style="I")
    number = numbers(record.draft)
    for section in record.draft.sections:
        heading = heading_of(section.heading, section.minutes)
        pdf.paragraph(heading, size=13, style="B", before=4, after=1)
        for statement in section.statements:
            marks = "".join(f"[{number[s]}]" for s in statement.sources)
            said = remark(statement, about.people)
            text = f"{statement.text}{f' {marks}' if marks else ''}{f' ({said})' if said else ''}"
            pdf.paragraph(text, bullet=True, after=1)
    if number:
        pdf.paragraph("Sources", size=13, style="B", before=4, after=1)
        for n, line in enumerate(sources(record), start=1):
            pdf.paragraph(f"[{n}] {line}", size=9)
    pdf.ln(5)
    pdf.paragraph(PURPOSE, size=9, style="I")
    if pdf.replaced:
        pdf.paragraph(MISSING_NOTE, size=9, style="I")


@contextmanager
def _font_files() -> Iterator[Path]:
    """A folder with the fonts as files, which is what the PDF writer reads."""
    with tempfile.TemporaryDirectory(prefix="upmentor-fonts-") as folder:
        for _, _, name in FACES:
            (Path(folder) / f"{name}.ttf").write_bytes(myfont(name))
        yield Path(folder)

"""The text of a PDF."""

import io
import logging
from typing import TYPE_CHECKING, Any

from assistant.retrieval.documents import DocumentText, LeftOutCount, Unreadable

if TYPE_CHECKING:
    from pypdf import PageObject

MAX_PAGES = 2_000


def pdf_text(content: bytes) -> DocumentText:
    """The text of a PDF, pages separated by blank lines; scanned pages are counted.

    Raises:
        Unreadable: when it holds no text, is broken, protected, or too long.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    pages, left_out = [], LeftOutCount()
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is protected by a password.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(f"it has more than {MAX_PAGES} pages.")
        for number, page in enumerate(reader.pages, 1):
            text = (page.extract_text() or "").strip()
            if text:
                pages.append(text)
            elif _shows_a_picture(page):
                left_out.add("scanned page", f"page {number}")
    except PyPdfError as error:
        raise Unreadable("the PDF is broken.") from error
    if not pages:
        raise Unreadable("it holds no text; it may be scanned pictures.")
    return DocumentText("\n\n".join(pages), left_out.total())


def _shows_a_picture(page: "PageObject") -> bool:
    resources: Any = page["/Resources"].get_object() if "/Resources" in page else {}
    objects = resources["/XObject"].get_object() if "/XObject" in resources else {}
    return any(item.get_object().get("/Subtype") == "/Image" for item in objects.values())

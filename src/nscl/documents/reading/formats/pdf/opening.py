"""Opens PDF files through PDFium, with one clear refusal for each that cannot be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.limits import MAX_PAGES
from nscl.documents.reading.formats.pdf.geometry import Frame
from nscl.documents.reading.formats.sniffing import corrupt, encrypted

# PDFium may be used by one thread at a time (its README, "thread safety").
_ONE_AT_A_TIME = Lock()
_NO_PAGES = re.compile(rb"/Kids\s{0,9}\[\s{0,9}\]")


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The opened file, alone in this process until it is closed.

    Raises ReadingError: "corrupt", "encrypted", "empty" (no pages), "too-many-pages".
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
                raise encrypted("Tệp PDF được đặt mật khẩu mở") from None
            # PDFium takes a file without pages for a damaged one.
            _check_pages(0 if _NO_PAGES.search(data) else 1)
            raise corrupt("Tệp PDF bị hỏng hoặc thiếu phần cuối") from None
        try:
            _check_pages(len(document))
            yield document
        finally:
            document.close()


@contextmanager
def open_page(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """The page with that number (1-based); its memory is given back afterwards. Raises ReadingError("corrupt")."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        raise corrupt("Trang này của tệp PDF bị hỏng", page=number) from None
    try:
        yield page
    finally:
        page.close()


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The visible part of a page."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


def _check_pages(pages: int) -> None:
    if pages == 0:
        raise ReadingError("empty", "Tệp PDF không có trang nào", "xuất lại tệp PDF từ văn bản gốc")
    if pages > MAX_PAGES:
        message = f"Tệp PDF có {pages} trang, giới hạn là {MAX_PAGES} trang"
        raise ReadingError("too-many-pages", message, "chỉ giữ các trang của kế hoạch và phụ lục của nó")

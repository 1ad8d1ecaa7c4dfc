"""PDF files: text and ruled lines through PDFium (pypdfium2), pages that are pictures through OCR.

Geometry throughout in points from the page's top left corner, as the page is shown.
"""

from nscl.documents.reading.formats.pdf.document import decode_image, decode_pdf

__all__ = ["decode_image", "decode_pdf"]

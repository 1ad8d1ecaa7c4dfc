"""Word documents (.docx): ECMA-376 part 1, the parts of it in which the text of a plan can stand."""

from nscl.documents.reading.formats.docx.body import decode_docx

__all__ = ["decode_docx"]

"""Decoded text → the lines of a `Document`, numbered as editors and `nscl.documents.pack.reader` number them."""

import re
import unicodedata

from nscl.documents.reading.blocks import Line
from nscl.documents.reading.formats.limits import refuse_long_text

# What `str.splitlines` and browsers would take for the end of a line, and other control characters (a form feed is
# read as the end of a page first). One space for each, so that columns stay where they are.
_CONTROLS = dict.fromkeys([*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")
# Bullets of the fonts Symbol and Wingdings, as Word writes them.
_BULLETS = dict.fromkeys([0xF06E, 0xF076, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC], "•") | {0xF02B: "+", 0xF02D: "-"}
_REPLACED = {**_CONTROLS, **_BULLETS}
_REPLACEABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\uf000-\uf0ff]")
_BOM = "\ufeff"
_FORM_FEED = "\f"


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text: ended by line feeds, a last one without; NFC; control characters become spaces.

    ``\\r\\n`` is one line end; where a text has no line feed at all, ``\\r`` ends lines (old Macintosh files). Form
    feeds count pages. Raises ReadingError("too-long") beyond the bounds.
    """
    text = text.removeprefix(_BOM).replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    raw = text.split("\n")
    if raw[-1] == "":
        raw.pop()
    refuse_long_text(raw)
    page = 1 if _FORM_FEED in text else None
    lines = []
    for number, line in enumerate(raw, start=1):
        if page is not None:
            leading = len(line) - len(line.lstrip(_FORM_FEED))
            page += leading
        lines.append(Line(number, clean(line), page))
        if page is not None:
            page += line.count(_FORM_FEED, leading)
    return tuple(lines)


def clean(text: str) -> str:
    """One line in NFC with a space for each control character but the tabulator, and real bullets."""
    if _REPLACEABLE.search(text) is not None:
        text = text.translate(_REPLACED)
    return unicodedata.normalize("NFC", text)

"""The title above a table: "PHỤ LỤC II / DANH MỤC … / (Kèm theo Kế hoạch số …)"."""

import re
from dataclasses import dataclass

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.task_tables.numbers import roman_value
from nscl.text.folding import fold

# A title of an appendix with the words of its reference to the plan, each line broken: seldom more than ten lines.
_MOST_LINES_ABOVE = 14
_MOST_BLANK_LINES = 4
_LONGEST_LINE = 400

_MARKUP = re.compile(r"<[^>]{1,40}>|\*\*|__|^#{1,6}\s|[*_]{1,2}$|^[*_]{1,2}")
_APPENDIX = re.compile(r"^[^a-z0-9]{0,4}phu luc\s*(?:so\s*)?(?P<number>[ivxl1]{1,4}\b|\d{1,2}\b)?", re.IGNORECASE)
_REFERENCE = re.compile(r"^\W{0,3}(?:ban hanh )?kem theo\b")
_LISTING = re.compile(r"^\W{0,3}(?:danh muc|bang|bieu|phan cong|ke hoach trien khai|cac nhiem vu|noi dung)\b")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a table: its first line, the title, and the number where it is an appendix."""

    first: int
    title: str | None
    appendix: int | None


def strip_markup(text: str) -> str:
    """A line without the tags and stars of its markup, spaces closed up."""
    return " ".join(_MARKUP.sub("", text).split())


def read_caption(document: Document, before: int) -> Caption:
    """The caption of the table whose heads begin at line ``before``; no line of it where there is none."""
    lines = _lines_above(document, before)
    for place in range(len(lines) - 1, -1, -1):
        match = _APPENDIX.match(fold(lines[place][1]))
        if match is not None and len(lines[place][1]) <= _LONGEST_LINE:
            return _appendix_caption(lines[place:], match)
    return _plain_caption(lines, before)


def appendix_number(text: str) -> int | None:
    """The number of an appendix by its first line: "PHỤ LỤC II:" → 2, "Phụ lục" → 1; None of any other line."""
    match = _APPENDIX.match(fold(text))
    return _number_of(match) if match else None


def _number_of(match: re.Match[str]) -> int:
    text = (match["number"] or "1").upper()
    if text.isdigit():
        # A recogniser of characters reads II as 11: no plan has eleven appendices but some have two.
        return len(text) if set(text) == {"1"} else int(text)
    return roman_value(text.replace("1", "I").replace("L", "I"))


def _lines_above(document: Document, before: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    blank = 0
    for line in reversed(document.lines[max(0, before - 1 - 3 * _MOST_LINES_ABOVE) : before - 1]):
        text = strip_markup(line.text)
        if not text:
            blank += 1
            if blank > _MOST_BLANK_LINES:
                break
            continue
        blank = 0
        found.append((line.number, text))
        if len(found) >= _MOST_LINES_ABOVE:
            break
    return found[::-1]


def _appendix_caption(lines: list[tuple[int, str]], match: re.Match[str]) -> Caption:
    first_rest = lines[0][1][match.end() :].strip(" :.-–")
    parts = [first_rest] if first_rest else []
    for _, text in lines[1:]:
        if _REFERENCE.match(fold(text)):
            break
        parts.append(text)
    return Caption(lines[0][0], " ".join(parts) or None, _number_of(match))


def _plain_caption(lines: list[tuple[int, str]], before: int) -> Caption:
    """Without an appendix: the nearest line that says what is listed, if it stands right above."""
    for number, text in lines[-4:]:
        if _LISTING.match(fold(text)) and not text.endswith((".", ";")) and len(text) <= _LONGEST_LINE:
            return Caption(number, text, None)
    return Caption(before, None, None)


def caption_span(caption: Caption, last: int) -> Span:
    """Lines from the caption to the last line of the table."""
    return Span(min(caption.first, last), last)

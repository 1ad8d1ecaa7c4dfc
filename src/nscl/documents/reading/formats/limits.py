"""Bounds of what the reader takes in: far above any plan, low enough that no file can exhaust a small server.

The largest plan that we know has 60 pages and 60 kB of text; a plan of a whole ministry has some hundred pages. A file
beyond a bound is refused with the bound and the figure that it has, before it is unpacked where the format says it.
"""

from pathlib import Path

from nscl.documents.reading.errors import ReadingError

MAX_BYTES = 60_000_000  # a scan of 300 pages at 200 kB a page
MAX_PAGES = 500
MAX_LINES = 100_000  # 500 pages of 45 lines are 22 500
MAX_CHARACTERS = 2_000_000  # 500 pages of 3 000 characters are 1.5 million
MAX_LINE_CHARACTERS = 50_000  # a paragraph of a Word file is one line; 50 000 characters are 15 pages without a break
MAX_CELLS = 200_000  # a table of 10 columns on every line of 500 pages
MAX_TABLE_COLUMNS = 64  # Word itself allows 63

_MEGA = 1_000_000


def check_size(path: Path) -> None:
    """Refuse a file that is too large before any of it is read. Raises ReadingError("too-large"), OSError."""
    refuse_large(path.stat().st_size)


def refuse_large(size: int) -> None:
    """Raise ReadingError("too-large") where a file has more than `MAX_BYTES` bytes."""
    if size > MAX_BYTES:
        raise ReadingError(
            "too-large",
            f"Tệp nặng {size / _MEGA:.0f} MB, giới hạn là {MAX_BYTES // _MEGA} MB",
            "lưu tệp không kèm ảnh, hoặc tách phần kế hoạch và phụ lục ra khỏi tài liệu",
        )


def refuse_long_text(lines: list[str]) -> None:
    """Raise ReadingError("too-long") where a text has too many lines, or one of them too many characters."""
    if len(lines) > MAX_LINES:
        raise _too_long(f"Văn bản có {len(lines)} dòng, giới hạn là {MAX_LINES} dòng")
    characters = 0
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            message = f"Dòng này có {len(line)} ký tự, giới hạn là {MAX_LINE_CHARACTERS} ký tự một dòng"
            raise ReadingError("too-long", message, "ngắt dòng ở cuối mỗi đoạn văn", line=number)
        characters += len(line)
    if characters > MAX_CHARACTERS:
        raise _too_long(f"Văn bản có {characters} ký tự, giới hạn là {MAX_CHARACTERS} ký tự")


def _too_long(message: str) -> ReadingError:
    return ReadingError("too-long", message, "chỉ đưa vào văn bản kế hoạch và các phụ lục của nó")

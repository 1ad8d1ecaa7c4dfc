"""What the rulebook can refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path


class RulebookError(Exception):
    """A question that has no answer, or a file that cannot be read. `str()` says what, where, and what to do."""


class UnknownKey(RulebookError):
    """There is no norm or parameter of that key, at any time."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Không có định mức, tham số “{key}”. Hãy chọn trong danh mục.")
        self.key = key


class OutsideDates(RulebookError):
    """No version is in force on that day. periods: the days of the versions there are, "" where one has no end."""

    def __init__(self, key: str, subject: str, on: date, periods: tuple[str, ...]) -> None:
        super().__init__(
            f"“{subject}” không có mức nào có hiệu lực vào ngày {on:%d/%m/%Y}; "
            f"dữ liệu hiện có: {'; '.join(periods)}. Hãy bổ sung văn bản của ngày đó vào data/norms."
        )
        self.key = key
        self.on = on


class RulebookFileError(RulebookError):
    """A file of the rulebook is wrong; nothing of it is used."""

    def __init__(self, file: Path, place: str, message: str, remedy: str) -> None:
        where = f"{file.name}, {place}" if place else file.name
        super().__init__(f"{where}: {message}. Cách sửa: {remedy}.")
        self.file = file
        self.place = place

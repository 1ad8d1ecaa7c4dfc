"""What the rulebook can refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


class UnknownYear(RulebookError):
    """The holidays of a year are not in the data, so its working days cannot be counted."""

    def __init__(self, year: int, known: Sequence[int]) -> None:
        held = f"dữ liệu hiện có: {known[0]}–{known[-1]}" if known else "chưa có năm nào"
        super().__init__(
            f"Chưa có lịch nghỉ lễ, Tết năm {year} nên không đếm được ngày làm việc ({held}). "
            "Hãy bổ sung năm ấy vào data/calendar/working-days.yaml."
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to mend in a file: where it is, what is wrong and what to do."""

    file: Path
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file.name}, {self.place}" if self.place else self.file.name
        end = "" if self.remedy.endswith("?") else "."
        return f"{where}: {self.message}. Cách sửa: {self.remedy}{end}"


class RulebookFileError(RulebookError):
    """A file of the rulebook is wrong; nothing of it is used. problems: all that was found, in the file's order."""

    def __init__(self, file: Path, place: str, message: str, remedy: str) -> None:
        self.problems: tuple[FileProblem, ...] = (FileProblem(file, place, message, remedy),)
        super().__init__(str(self.problems[0]))

    @classmethod
    def of(cls, problems: Sequence[FileProblem]) -> RulebookFileError:
        """The refusal of a file with several problems; at least one."""
        first = problems[0]
        error = cls(first.file, first.place, first.message, first.remedy)
        error.problems = tuple(problems)
        error.args = ("\n".join(str(one) for one in problems),)
        return error

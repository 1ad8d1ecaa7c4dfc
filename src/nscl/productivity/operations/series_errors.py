"""Why an act on series was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from nscl.productivity.queries.rehearsal import Rehearsal
from nscl.work.rules.problems import Problem


class StatisticsError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class InvalidSeries(StatisticsError):
    """A series that cannot be kept; `problems` has all that is wrong, a figure's under "figures[2015]"."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class StatisticsRefused(StatisticsError):
    """A file with something wrong in it; `rehearsal` has all of it, cell by cell."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        words = _("%(n)s chỗ phải sửa nên chưa nhập gì. Hãy sửa tệp rồi chọn lại.")
        super().__init__(words % {"n": len(rehearsal.problems)})


class ReasonMissing(StatisticsError):
    """An act that needs a reason came without one."""

    field = "reason"

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("Hãy ghi lý do; lý do được lưu cùng số liệu."))


class AlreadyWithdrawn(StatisticsError):
    """The vintage, or every vintage of the file, was withdrawn before."""

    def __init__(self) -> None:
        super().__init__(_("Bản số liệu này đã được thu hồi. Hãy tải lại trang."))


class AnswerRefused(StatisticsError):
    """An answer that the question does not have, or a factor that is missing. field: where it is to be mended."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class LinkRefused(StatisticsError):
    """Two series that cannot be linked so. field: where it is to be mended."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field

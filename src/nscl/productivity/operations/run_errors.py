"""Why an act on a run was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.productivity.enums import RunState
from nscl.work.operations.errors import FieldConflict, VersionConflict
from nscl.work.rules.problems import Problem

__all__ = ["FieldConflict"]  # what a conflict is made of, as in the editing of plans


class RunError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class RunGone(RunError):
    """There is no run of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Lần tính này không còn. Hãy mở lại danh sách các lần tính."))
        self.number = number


class InvalidRun(RunError):
    """Choices that cannot be computed with; `problems` has all of them, each under its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class RunRefused(RunError):
    """The run stands where the act is not possible; `reasons`: all of them, in sentences."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


class RunFrozen(RunRefused):
    """A run that was published is never changed."""

    def __init__(self, state: RunState) -> None:
        super().__init__(
            [_("Lần tính này %(state)s nên không sửa được. Hãy tạo lần tính mới từ lần này.") % {"state": state.label}]
        )
        self.state = state


class ReasonMissing(RunError):
    """A withdrawal came without its reason."""

    def __init__(self) -> None:
        super().__init__(_("Hãy ghi lý do thu hồi; lý do hiện cùng kết quả đã công bố."))
        self.field = "reason"


class RunConflict(VersionConflict, RunError):
    """Somebody else changed the run after the person opened it. Nothing was written; both values are here."""

    changed = gettext_lazy("Người khác vừa sửa lần tính này. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại.")
    changed_by = gettext_lazy(
        "%(name)s vừa sửa lần tính này lúc %(time)s. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."
    )

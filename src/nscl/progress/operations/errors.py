"""Why an act on a stated value was refused. Each says what, why, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.plans.operations.errors import FieldProblem
from nscl.progress.enums import StatedState
from nscl.progress.rules.words import day_in_words, number_in_words

__all__ = ["FieldProblem"]  # what a refusal of fields is made of, as in the editing of plans


class ProgressError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class MeasureMissing(ProgressError):
    """There is no measure of that number in an edition that is in force."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Chỉ tiêu này không thuộc bản kế hoạch đang có hiệu lực. Hãy mở lại trang tiến độ."))
        self.number = number


class ValueMissing(ProgressError):
    """There is no stated value of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Số liệu này không còn. Hãy mở lại trang chỉ tiêu."))
        self.number = number


class CountedMeasure(ProgressError):
    """The measure is counted from records: nobody types what can be counted."""

    def __init__(self, remedy: str) -> None:
        if not remedy:
            message = _("Chỉ tiêu này đếm từ hồ sơ nên không nêu số được. Hãy ghi hoạt động đã làm, số sẽ tự cộng.")
        else:
            counted = _("Chỉ tiêu này đếm từ lớp, sổ nên không nêu số được; số tự cộng. %(remedy)s")
            message = counted % {"remedy": remedy}
        super().__init__(message)


class PublishedMeasure(ProgressError):
    """A published run of productivity gives the measure's value."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Chỉ tiêu này lấy từ lần tính năng suất đã công bố nên không nêu số được. "
                "Nếu số sai, hãy thu hồi lần tính ấy."
            )
        )


class InvalidValue(ProgressError):
    """What was sent cannot be kept; `problems` has all of it, each under its field."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class AlreadyStated(ProgressError):
    """Somebody stated a value of the measure for the same day already: `number`."""

    def __init__(self, number: int, *, on: date, value: Decimal, by: str, at: datetime) -> None:
        super().__init__(
            _("%(name)s đã nêu %(value)s cho ngày %(day)s (lúc %(time)s). Hãy mở số liệu đó, hoặc rút nó trước.")
            % {
                "name": by or _("Hệ thống"),
                "value": number_in_words(value),
                "day": day_in_words(on),
                "time": f"{localtime(at):%H:%M %d/%m/%Y}",
            }
        )
        self.number = number


class ValueConflict(ProgressError):
    """Somebody signed or withdrew the value after the person opened it. Nothing was written."""

    def __init__(self, current_version: int, state: StatedState) -> None:
        super().__init__(
            _("Số liệu này vừa thay đổi sau khi bạn mở, nay %(state)s. Hãy xem lại rồi làm tiếp.")
            % {"state": state.label}
        )
        self.current_version = current_version
        self.state = state


class ValueClosed(ProgressError):
    """The value is signed or withdrawn already, so that the act is not possible."""

    def __init__(self, state: StatedState) -> None:
        super().__init__(
            _("Số liệu này %(state)s nên không làm việc đó được nữa. Hãy tải lại trang.") % {"state": state.label}
        )
        self.state = state


class NoEvidence(ProgressError):
    """A value is to be signed and nothing proves it."""

    def __init__(self) -> None:
        super().__init__(_("Số liệu này chưa có minh chứng. Hãy thêm tệp hoặc đường dẫn minh chứng rồi xác nhận."))


class OwnValue(ProgressError):
    """Who stated a value does not sign it as well."""

    def __init__(self) -> None:
        super().__init__(_("Người nêu số liệu không tự xác nhận số liệu đó. Hãy nhờ lãnh đạo khác xác nhận."))


class ReasonMissing(ProgressError):
    """A value is withdrawn without a reason."""

    def __init__(self) -> None:
        super().__init__(_("Rút số liệu phải nêu lý do. Hãy ghi lý do."))


class ProofOfSigned(ProgressError):
    """Evidence of a value that a leader signed on the strength of it is to be removed."""

    def __init__(self) -> None:
        super().__init__(
            _("Lãnh đạo đã xác nhận số liệu này theo các minh chứng đang có. Muốn gỡ bớt, hãy rút số liệu trước.")
        )

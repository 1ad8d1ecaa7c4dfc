"""Why an act on the year's work was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.operations.errors import FieldConflict
from nscl.work.enums import ActivityStatus, AnnualPlanState
from nscl.work.rules.problems import Problem, RowProblem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

__all__ = ["FieldConflict"]  # what a conflict is made of, as in the editing of plans

# How many rows of a refusal its sentence names.
_SHOWN_ROWS = 5


class WorkError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class AnnualPlanMissing(WorkError):
    """There is no annual plan of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Kế hoạch năm này không còn. Hãy mở lại danh mục kế hoạch năm."))
        self.number = number


class ActivityMissing(WorkError):
    """There is no activity of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Hoạt động này không còn. Hãy mở lại kế hoạch năm."))
        self.number = number


class AnnualPlanExists(WorkError):
    """The agency has an annual plan of that year already: `number`."""

    def __init__(self, number: int, year: int) -> None:
        super().__init__(_("Cơ quan này đã có kế hoạch năm %(year)s. Hãy mở kế hoạch đó.") % {"year": year})
        self.number = number


class Refused(WorkError):
    """Values that cannot be kept; `problems` has all of them, each under its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class InvalidAnnualPlan(Refused):
    """No annual plan can be opened for this plan, agency and year."""


class InvalidActivity(Refused):
    """The values of an activity cannot be kept."""


class RowsRefused(WorkError):
    """Some of many rows cannot be kept, so none was; `problems` has all of them, by row."""

    def __init__(self, problems: Iterable[RowProblem]) -> None:
        self.problems = tuple(problems)
        rows = sorted({problem.row + 1 for problem in self.problems})
        shown = ", ".join(map(str, rows[:_SHOWN_ROWS])) + ("…" if len(rows) > _SHOWN_ROWS else "")
        super().__init__(
            _("Còn %(count)s dòng chưa ghi được (dòng %(rows)s) nên chưa ghi dòng nào. Hãy sửa các dòng đó.")
            % {"count": len(rows), "rows": shown}
        )


@dataclass(frozen=True, slots=True)
class OtherActivity:
    """A record that is there already, with who made it and when."""

    number: int
    title: str
    place: str
    starts_on: date
    status: ActivityStatus
    created_by: str
    created_at: datetime


class DuplicateActivity(WorkError):
    """The same thing is recorded already: same annual plan, kind, title, place and first day."""

    def __init__(self, other: OtherActivity) -> None:
        door = _("Hãy mở hoạt động đó.")
        super().__init__(f"{duplicate_sentence(other)}. {door}")
        self.other = other


class VersionConflict(Exception):
    """Somebody else changed it after the person opened it. Nothing was written; both values are in `fields`.

    A package's conflict is one of these and one of its own refusals. changed: the sentence; changed_by: the same with
    %(name)s and %(time)s. by, at: who changed it last and when; "" and None where the audit trail does not say.
    """

    changed: ClassVar[_StrOrPromise]
    changed_by: ClassVar[_StrOrPromise]

    def __init__(
        self, current_version: int, fields: Iterable[FieldConflict] = (), *, by: str = "", at: datetime | None = None
    ) -> None:
        named = None if at is None or not by else {"name": by, "time": moment(at)}
        super().__init__(str(self.changed) if named is None else str(self.changed_by) % named)
        self.current_version = current_version
        self.fields = tuple(fields)
        self.by = by
        self.at = at


class ActivityConflict(VersionConflict, WorkError):
    """Somebody else changed the activity after the person opened it. Nothing was written; both values are here."""

    changed = gettext_lazy(
        "Người khác vừa sửa hoạt động này. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."
    )
    changed_by = gettext_lazy(
        "%(name)s vừa sửa hoạt động này lúc %(time)s. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."
    )


class AnnualPlanConflict(WorkError):
    """The annual plan changed after the person opened it: they would submit or approve what they have not seen."""

    def __init__(self, current_version: int) -> None:
        super().__init__(_("Kế hoạch năm này vừa thay đổi sau khi bạn mở. Hãy xem lại rồi làm tiếp."))
        self.current_version = current_version


class StepRefused(WorkError):
    """The annual plan is not in a state from which this step leads."""

    def __init__(self, state: AnnualPlanState, then: AnnualPlanState) -> None:
        super().__init__(
            _("Kế hoạch năm %(state)s nên không chuyển thành “%(then)s” được. Hãy tải lại trang.")
            % {"state": state.label, "then": then.label}
        )
        self.state = state
        self.then = then


class PlanningClosed(WorkError):
    """What is planned cannot be changed while somebody decides on it."""

    def __init__(self, state: AnnualPlanState) -> None:
        super().__init__(
            _(
                "Kế hoạch năm %(state)s, đang chờ quyết định, nên chưa sửa phần dự kiến được. Kết quả vẫn ghi được; "
                "muốn sửa dự kiến, hãy nhờ cán bộ chương trình trả lại để bổ sung."
            )
            % {"state": state.label}
        )
        self.state = state


class EmptyAnnualPlan(WorkError):
    """An annual plan without activities is submitted."""

    def __init__(self) -> None:
        super().__init__(_("Kế hoạch năm chưa có hoạt động nào. Hãy thêm hoạt động rồi trình."))


class ReasonMissing(WorkError):
    """An act that needs a reason came without one. `field`: where the reason is to be written."""

    def __init__(self, message: str, field: str = "reason") -> None:
        super().__init__(message)
        self.field = field


class MoveRefused(WorkError):
    """The activity is in a status from which the act is not possible."""

    def __init__(self, status: ActivityStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class CannotRemove(WorkError):
    """The activity is more than a plan that nobody has submitted: it is cancelled with a reason, not removed."""

    def __init__(self) -> None:
        super().__init__(
            _("Chỉ xóa được hoạt động dự kiến của kế hoạch năm chưa trình. Hãy hủy hoạt động này và ghi lý do.")
        )


class EvidencedActivity(CannotRemove):
    """The activity has evidence, so something came of it: it is cancelled with a reason, not removed."""

    def __init__(self, count: int) -> None:
        WorkError.__init__(
            self,
            _(
                "Hoạt động này có %(count)s minh chứng nên không xóa được. Hãy hủy hoạt động và ghi lý do; nếu minh "
                "chứng gửi nhầm, gỡ minh chứng rồi xóa."
            )
            % {"count": count},
        )
        self.count = count


class RecordedElsewhere(CannotRemove):
    """The activity has a record of its own (a class): people were enrolled, so it is cancelled, not removed."""

    def __init__(self) -> None:
        WorkError.__init__(self, _("Hoạt động này đã có lớp nên không xóa được. Hãy hủy hoạt động và ghi lý do."))


def duplicate_sentence(other: OtherActivity) -> str:
    """That a record is there already, whose it is and since when."""
    who = other.created_by or _("hệ thống")
    return _("Hoạt động này đã có: “%(title)s” ngày %(day)s, do %(name)s ghi lúc %(time)s") % {
        "title": other.title,
        "day": f"{other.starts_on:%d/%m/%Y}",
        "name": who,
        "time": moment(other.created_at),
    }


def moment(at: datetime) -> str:
    """A moment as a sentence names it, in the time of the site: "08:30 ngày 21/11/2026"."""
    return _("%(time)s ngày %(day)s") % {"time": f"{localtime(at):%H:%M}", "day": f"{localtime(at):%d/%m/%Y}"}

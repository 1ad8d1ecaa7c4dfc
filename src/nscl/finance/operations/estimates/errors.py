"""Why an act on an estimate was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.rules.problems import Problem
from nscl.plans.operations.errors import FieldConflict

__all__ = ["FieldConflict"]  # what the conflict of a line is made of, as in the editing of plans

# How many problems or cells the sentence of a refusal names.
_SHOWN = 5


class EstimateError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class EstimateMissing(EstimateError):
    """There is no estimate of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Dự toán này không còn. Hãy mở lại danh sách dự toán."))
        self.number = number


class LineMissing(EstimateError):
    """There is no line of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Dòng này không còn trong dự toán. Hãy tải lại bảng."))
        self.number = number


class CannotStart(EstimateError):
    """No estimate can be started for the plan this way; the sentence says why and what else to do."""


class OpenEstimate(CannotStart):
    """The plan has an estimate that is being made or appraised: `number`."""

    def __init__(self, number: int, state: EstimateState) -> None:
        super().__init__(
            _("Kế hoạch này đã có một dự toán %(state)s. Hãy làm tiếp dự toán đó.") % {"state": state.label}
        )
        self.number = number
        self.state = state


class EstimateClosed(EstimateError):
    """The figures cannot be changed in the state in which the estimate is."""

    def __init__(self, state: EstimateState) -> None:
        remedies = {
            EstimateState.SUBMITTED: _("rút lại, hoặc chờ trả lại, rồi sửa"),
            EstimateState.APPROVED: _("lập dự toán điều chỉnh"),
            EstimateState.SUPERSEDED: _("mở dự toán đang có hiệu lực"),
        }
        super().__init__(
            _("Dự toán %(state)s nên không sửa được. Cách làm: %(remedy)s.")
            % {"state": state.label, "remedy": remedies.get(state, _("tải lại trang"))}
        )
        self.state = state


class StepRefused(EstimateError):
    """The estimate is not in a state from which this step leads."""

    def __init__(self, state: EstimateState, then: EstimateState) -> None:
        super().__init__(
            _("Dự toán %(state)s nên không chuyển thành “%(then)s” được. Hãy tải lại trang.")
            % {"state": state.label, "then": then.label}
        )
        self.state = state
        self.then = then


class ReasonMissing(EstimateError):
    """An act that needs a reason or a document came without one. `field`: where it is to be written."""

    def __init__(self, message: str, field: str = "comment") -> None:
        super().__init__(message)
        self.field = field


class EstimateConflict(EstimateError):
    """The estimate changed after the person opened it: they would decide on what they have not seen."""

    def __init__(self, current_version: int) -> None:
        super().__init__(_("Dự toán này vừa thay đổi sau khi bạn mở. Hãy xem lại rồi làm tiếp."))
        self.current_version = current_version


class LineConflict(EstimateError):
    """Somebody else changed the line after the person opened it. Nothing was written; both values are here."""

    def __init__(
        self, current_version: int, fields: Iterable[FieldConflict], *, by: str = "", at: datetime | None = None
    ) -> None:
        super().__init__(_conflict_sentence(_("dòng này"), by, at))
        self.current_version = current_version
        self.fields = tuple(fields)
        self.by = by
        self.at = at


@dataclass(frozen=True, slots=True)
class CellConflict:
    """A cell that somebody else changed meanwhile: `mine` was sent, `theirs` is stored (None: blank).

    by, at: who changed it and when; "" and None where the audit trail does not say.
    """

    line: int
    place: str
    year: int
    source: MoneySource
    mine: int | None
    theirs: int | None
    by: str
    at: datetime | None


class CellsConflict(EstimateError):
    """Somebody else changed some of the cells. None was written."""

    def __init__(self, cells: Iterable[CellConflict]) -> None:
        self.cells = tuple(cells)
        first = self.cells[0]
        what = _("%(count)s ô") % {"count": len(self.cells)}
        super().__init__(_conflict_sentence(what, first.by, first.at))


class Refused(EstimateError):
    """What cannot be kept, or not go on, as it is; `problems` has all of it, each with its line and remedy."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [str(problem) for problem in self.problems[:_SHOWN]]
        more = len(self.problems) - len(shown)
        if more > 0:
            shown.append(_("… và %(count)s chỗ khác.") % {"count": more})
        super().__init__("\n".join(shown))


class InvalidLine(Refused):
    """The values of a line, or the place where it is to go."""


class InvalidCells(Refused):
    """Some of the cells; none was written."""


class NotReady(Refused):
    """The estimate cannot be submitted or approved yet."""


def _conflict_sentence(what: str, by: str, at: datetime | None) -> str:
    remedy = _("Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại.")
    if not by or at is None:
        said = _("Người khác vừa sửa %(what)s.") % {"what": what}
    else:
        moment = localtime(at)
        said = _("%(name)s vừa sửa %(what)s lúc %(time)s ngày %(day)s.") % {
            "name": by,
            "what": what,
            "time": f"{moment:%H:%M}",
            "day": f"{moment:%d/%m/%Y}",
        }
    return f"{said} {remedy}"

"""Why an act on a round or a submission was refused. Each says what, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.reporting.enums import RoundState, SubmissionState
from nscl.work.operations.errors import FieldConflict, moment
from nscl.work.rules.problems import Problem

__all__ = ["FieldConflict"]  # what a conflict is made of, as in the editing of plans


class ReportingError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class RoundMissing(ReportingError):
    """There is no round of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Kỳ báo cáo này không còn. Hãy mở lại danh sách kỳ báo cáo."))
        self.number = number


class SubmissionMissing(ReportingError):
    """There is no submission of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Báo cáo này không còn trong kỳ. Hãy mở lại kỳ báo cáo."))
        self.number = number


class ParagraphMissing(ReportingError):
    """There is no paragraph of that number in the submission (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Đoạn này đã bị xóa. Hãy tải lại trang; cần thì chép nội dung đang viết sang đoạn mới."))
        self.number = number


class RemarkMissing(ReportingError):
    """There is no remark of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Nhận xét này không còn. Hãy tải lại trang."))
        self.number = number


class RoundExists(ReportingError):
    """The plan has such a round already: `number`."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__(_("Kỳ báo cáo này đã mở: “%(title)s”. Hãy mở kỳ đó.") % {"title": title})
        self.number = number


class Refused(ReportingError):
    """Values that cannot be kept; `problems` has all of them, each under its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class InvalidRound(Refused):
    """The values of a round, or an agency that shall report in it, cannot be kept."""


class InvalidText(Refused):
    """A paragraph, a remark or its place cannot be kept."""


class InvalidEstimate(Refused):
    """What was typed as an estimate cannot be kept."""


class NothingWritten(Refused):
    """A report without a word is submitted."""


class HandOverRefused(Refused):
    """The other agency cannot take the report over."""


class RoundClosed(ReportingError):
    """The round is closed: nothing in it changes any more."""

    def __init__(self) -> None:
        super().__init__(
            _("Kỳ báo cáo đã khóa nên không ghi gì thêm được. Cần sửa thì nhờ cán bộ chương trình mở lại kỳ.")
        )


class RoundStepRefused(ReportingError):
    """The round is in that state already."""

    def __init__(self, state: RoundState) -> None:
        super().__init__(_("Kỳ báo cáo này %(state)s rồi. Hãy tải lại trang.") % {"state": state.label})
        self.state = state


class StepRefused(ReportingError):
    """The submission is not in a state from which this step leads."""

    def __init__(self, state: SubmissionState, then: SubmissionState) -> None:
        words = {"state": state.label, "then": then.label}
        super().__init__(_("Báo cáo %(state)s nên không chuyển thành “%(then)s” được. Hãy tải lại trang.") % words)
        self.state = state
        self.then = then


class SubmissionClosed(ReportingError):
    """The submission is not in the agency's hands: its words and estimates stay as they were submitted."""

    def __init__(self, state: SubmissionState) -> None:
        super().__init__(
            _("Báo cáo %(state)s nên không sửa được. Cần bổ sung thì nhờ cán bộ chương trình trả lại báo cáo.")
            % {"state": state.label}
        )
        self.state = state


class CannotRemove(ReportingError):
    """The agency has begun its report, so it is not taken out of the round."""

    def __init__(self, agency: str) -> None:
        super().__init__(
            _("%(agency)s đã bắt đầu báo cáo nên không đưa ra khỏi kỳ được. Nếu cơ quan khác báo cáo thay, hãy chuyển.")
            % {"agency": agency}
        )


class ReasonMissing(ReportingError):
    """An act that needs a reason came without one. `field`: where the reason is to be written."""

    def __init__(self, message: str, field: str = "reason") -> None:
        super().__init__(message)
        self.field = field


class RoundConflict(ReportingError):
    """Somebody else changed the round after the person opened it; `fields` has both values where they differ."""

    def __init__(self, current_version: int, fields: Iterable[FieldConflict] = ()) -> None:
        super().__init__(_("Người khác vừa sửa kỳ báo cáo này. Hãy xem lại rồi làm tiếp."))
        self.current_version = current_version
        self.fields = tuple(fields)


class SubmissionConflict(ReportingError):
    """The report changed after the person opened it: they would submit or accept what they have not seen."""

    def __init__(self, current_version: int) -> None:
        super().__init__(_("Báo cáo này vừa thay đổi sau khi bạn mở. Hãy xem lại rồi làm tiếp."))
        self.current_version = current_version


class ParagraphConflict(ReportingError):
    """Somebody else changed the paragraph after the person opened it. Nothing was written; both texts are here."""

    def __init__(self, current_version: int, *, mine: str, theirs: str, by: str, at: datetime) -> None:
        super().__init__(
            _("%(name)s vừa sửa đoạn này lúc %(time)s. Hãy xem hai bản, chọn hoặc ghép lại rồi lưu.")
            % {"name": by or _("Người khác"), "time": moment(at)}
        )
        self.current_version = current_version
        self.mine = mine
        self.theirs = theirs
        self.by = by
        self.at = at


class EstimateConflict(ReportingError):
    """Somebody else changed the estimate after the person opened it. mine: as typed; theirs: None where taken away."""

    def __init__(
        self, current_version: int, *, mine: str, theirs: Decimal | None, by: str = "", at: datetime | None = None
    ) -> None:
        message = _("Người khác vừa sửa số ước này. Hãy xem hai số rồi lưu lại số đúng.")
        if by and at is not None:
            message = _("%(name)s vừa sửa số ước này lúc %(time)s. Hãy xem hai số rồi lưu lại số đúng.") % {
                "name": by,
                "time": moment(at),
            }
        super().__init__(message)
        self.current_version = current_version
        self.mine = mine
        self.theirs = theirs
        self.by = by
        self.at = at

"""Why an act on the province's report or on a template was refused: what, where, what next, in the screen's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.enums import ReportState
from nscl.reporting.rules.issuing import IssueQuestion
from nscl.work.operations.errors import FieldConflict, VersionConflict, moment
from nscl.work.rules.problems import Problem

if TYPE_CHECKING:
    from nscl.documents.report_papers.templates import TemplateProblem

__all__ = ["FieldConflict"]  # what a conflict is made of, as in the editing of plans


class EditionError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class EditionGone(EditionError):
    """There is no edition of that number, or none that the person sees."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Bản báo cáo này không còn. Hãy mở lại trang của kỳ báo cáo."))
        self.number = number


class RoundGone(EditionError):
    """There is no round of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Kỳ báo cáo này không còn. Hãy mở lại trang báo cáo."))
        self.number = number


class EditionFrozen(EditionError):
    """What was issued is never changed."""

    def __init__(self, state: ReportState) -> None:
        message = _("Bản này %(state)s nên không sửa được. Muốn sửa, hãy mở lại kỳ báo cáo rồi soạn bản tiếp theo.") % {
            "state": state.label
        }
        super().__init__(message)
        self.state = state


class DraftExists(EditionError):
    """The round has a draft already: `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Kỳ này đang có một bản báo cáo soạn dở. Hãy mở bản đó."))
        self.number = number


class RoundNotReopened(EditionError):
    """A further edition is made only after the round was opened again."""

    def __init__(self) -> None:
        super().__init__(
            _("Báo cáo của kỳ này đã ban hành. Muốn lập bản tiếp theo, hãy mở lại kỳ báo cáo và ghi lý do trước.")
        )


class ReasonMissing(EditionError):
    """A further edition says why there is one."""

    def __init__(self) -> None:
        super().__init__(_("Hãy ghi vì sao lập thêm bản này; lý do hiện cùng các bản của báo cáo."))
        self.field = "reason"


class InvalidFront(EditionError):
    """Values that cannot be kept; `problems` has all of them, each under its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class NotIssued(EditionError):
    """Number and day are given to what was issued; a draft has them in its front."""

    def __init__(self) -> None:
        super().__init__(_("Bản này chưa ban hành. Hãy ghi số và ngày ở phần Thể thức."))


class NumberGiven(EditionError):
    """Number and day of an issued edition were given before: they are given once."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("Bản này đã có số %(number)s; số và ngày chỉ ghi một lần. Nếu ghi nhầm, hãy lập bản tiếp theo.")
            % {"number": number}
        )
        self.given = number


class EditionConflict(VersionConflict, EditionError):
    """Somebody else changed the edition after the person opened it. Nothing was written; both values are here."""

    changed = gettext_lazy("Người khác vừa sửa báo cáo này. Hãy xem lại bản mới nhất rồi làm lại.")
    changed_by = gettext_lazy("%(name)s vừa sửa báo cáo này lúc %(time)s. Hãy xem lại bản mới nhất rồi làm lại.")


class ParagraphGone(EditionError):
    """There is no such paragraph in the edition (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Đoạn này không còn trong báo cáo. Hãy tải lại trang."))
        self.number = number


class ParagraphConflict(EditionError):
    """Somebody else changed the paragraph after the person opened it; both texts are here, nothing was written."""

    def __init__(
        self, *, mine: str, theirs: str, current_version: int, by: str = "", at: datetime | None = None
    ) -> None:
        message = _("Người khác vừa sửa đoạn này. Hãy xem cả hai lời văn, chọn một hoặc gộp lại rồi ghi.")
        if by and at is not None:
            message = _(
                "%(name)s vừa sửa đoạn này lúc %(time)s. Hãy xem cả hai lời văn, chọn một hoặc gộp lại rồi ghi."
            ) % {"name": by, "time": moment(at)}
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs
        self.current_version = current_version
        self.by = by
        self.at = at


class TextTooLong(EditionError):
    """A paragraph is longer than a paragraph may be."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            _("Đoạn này dài %(length)s ký tự, nhiều nhất %(most)s. Hãy tách thành nhiều đoạn.")
            % {"length": length, "most": most}
        )
        self.field = "text"


class PickedAlready(EditionError):
    """The agency's paragraph stands in the report already, as `paragraph`."""

    def __init__(self, paragraph: int) -> None:
        super().__init__(_("Đoạn này đã được chọn vào báo cáo."))
        self.paragraph = paragraph


class NotPickable(EditionError):
    """Only what an accepted submission of the same round says is picked."""

    def __init__(self) -> None:
        super().__init__(_("Chỉ chọn được đoạn của báo cáo đã nhận trong cùng kỳ. Hãy nhận báo cáo đó trước."))


class WordsChanged(EditionError):
    """The picked paragraph was changed in the report since: taking it out would lose those words."""

    def __init__(self, text: str) -> None:
        super().__init__(_("Đoạn đã chọn được sửa trong báo cáo; bỏ chọn sẽ mất phần sửa. Hãy xác nhận bỏ."))
        self.text = text


class IssueQuestions(EditionError):
    """What has to be confirmed before the report is issued; `questions` has all of them."""

    def __init__(self, questions: Iterable[IssueQuestion]) -> None:
        self.questions = tuple(questions)
        super().__init__("\n".join(f"{question.says}." for question in self.questions))


class IssueRefused(EditionError):
    """The report cannot be issued as it is; `reasons`: all of them, in sentences."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


class TemplateRefused(EditionError):
    """A template that cannot be filled in was not stored; `problems` says what is wrong, and where."""

    def __init__(self, problems: Iterable[TemplateProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class TemplateGone(EditionError):
    """There is no such template, or it is not in use any more."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Mẫu này không còn dùng. Hãy mở lại danh sách mẫu báo cáo."))
        self.number = number

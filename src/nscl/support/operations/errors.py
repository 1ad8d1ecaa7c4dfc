"""Why an act on support was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.rulebook.policies import Decision
from nscl.support.enums import CaseState, LinkTrouble
from nscl.work.operations.errors import FieldConflict, VersionConflict
from nscl.work.rules.problems import Problem

__all__ = ["FieldConflict"]  # what a conflict is made of, as in the editing of plans


class SupportError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class CaseGone(SupportError):
    """There is no case of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Hồ sơ này không còn. Hãy mở lại danh sách hồ sơ."))
        self.number = number


class DocumentGone(SupportError):
    """There is no paper of that number in the case."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Giấy tờ này không còn trong hồ sơ. Hãy tải lại trang."))
        self.number = number


class Refused(SupportError):
    """Values that cannot be kept; `problems` has all of them, each under its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class PaperUsed(Refused):
    """An invoice or the certificate serves another case that stands."""


class StateRefused(SupportError):
    """The case stands where this act is not possible."""


class MoveRefused(StateRefused):
    """From the state in which the case is, no way leads to the other."""

    def __init__(self, state: CaseState, then: CaseState) -> None:
        words = {"state": state.label, "then": then.label}
        super().__init__(_("Hồ sơ %(state)s nên không chuyển thành “%(then)s” được. Hãy tải lại trang.") % words)
        self.state = state
        self.then = then


class ReasonMissing(StateRefused):
    """An act that needs a reason came without one. `field`: where the reason is to be written."""

    def __init__(self, message: str = "", field: str = "reason") -> None:
        super().__init__(message or _("Hãy ghi lý do; lý do được lưu trong hồ sơ và báo cho tổ chức."))
        self.field = field


class AlreadySupported(SupportError):
    """The organisation, a branch or a predecessor of it has the content already: in the case `label`, since `on`."""

    def __init__(
        self, content: str, *, label: str = "", on: date | None = None, cite: str = "", rule: str = ""
    ) -> None:
        where = _(" ở hồ sơ %(label)s") % {"label": label} if label else ""
        when = _(", nộp ngày %(day)s") % {"day": f"{on:%d/%m/%Y}"} if on else ""
        why = rule or _("mỗi nội dung chỉ được hỗ trợ một lần, kể cả chi nhánh và đơn vị trước sáp nhập")
        source = f" ({cite})" if cite else ""
        super().__init__(
            _("Nội dung “%(content)s” đã được hỗ trợ hoặc đang xét%(where)s%(when)s: %(why)s%(source)s.")
            % {"content": content, "where": where, "when": when, "why": why, "source": source}
        )
        self.label = label
        self.on = on


class NotGranted(SupportError):
    """The rules do not grant what somebody would have pass; `decision` says why, step by step."""

    def __init__(self, decision: Decision) -> None:
        reasons = " ".join(dict.fromkeys(step.words for step in decision.reasons))
        super().__init__(_("Theo quy định, hồ sơ này chưa được hỗ trợ: %(reasons)s") % {"reasons": reasons})
        self.decision = decision


class GrantedByRules(SupportError):
    """Somebody would refuse what the rules grant; `decision` says how they come to it."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            _(
                "Theo quy định và dữ kiện đã ghi, hồ sơ này được hỗ trợ nên không từ chối được. Nếu dữ kiện sai, hãy "
                "sửa câu trả lời hoặc khoản chi kèm ghi chú rồi làm lại."
            )
        )
        self.decision = decision


class LinkRefused(SupportError):
    """A link opens nothing here. `why` says what is wrong; a new one can be had unless it is unknown."""

    def __init__(self, why: LinkTrouble) -> None:
        super().__init__(str(why.label))
        self.why = why


class Conflict(VersionConflict, SupportError):
    """Somebody else changed the case after the person opened it. Nothing was written; both values are here."""

    changed = gettext_lazy("Người khác vừa sửa. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại.")
    changed_by = gettext_lazy(
        "%(name)s vừa sửa lúc %(time)s. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."
    )

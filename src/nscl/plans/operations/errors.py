"""Why an act on a plan was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.documents.pack.difference import PackDifference
from nscl.plans.enums import EditionState, ReadingState

# How many items of a refusal are named before "…".
_SHOWN_REVIEWS = 5


class PlanError(Exception):
    """An act on a plan that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class EditionMissing(PlanError):
    """There is no edition of that number (any more)."""

    def __init__(self, edition_id: int) -> None:
        super().__init__(_("Bản kế hoạch này không còn. Hãy mở lại danh mục kế hoạch."))
        self.edition_id = edition_id


class EditionClosed(PlanError):
    """The edition is not a draft: it stays as it was signed."""

    def __init__(self, ordinal: int, state: EditionState) -> None:
        super().__init__(
            _("Bản thứ %(ordinal)s %(state)s nên không sửa được. Hãy mở bản điều chỉnh.")
            % {"ordinal": ordinal, "state": state.label}
        )
        self.ordinal = ordinal
        self.state = state


class ItemMissing(PlanError):
    """There is no such item (any more)."""

    def __init__(self, kind: str, number: int) -> None:
        super().__init__(_("Mục này đã bị bỏ hoặc đã được nạp lại. Hãy mở lại trang kế hoạch."))
        self.kind = kind
        self.number = number


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field of which two people have different values: `mine` was sent now, `theirs` is stored."""

    field: str
    label: str
    mine: str
    theirs: str


class EditConflict(PlanError):
    """Somebody else changed the item after the person opened it. Nothing was written; both values are here."""

    def __init__(self, current_version: int, fields: Iterable[FieldConflict]) -> None:
        super().__init__(_("Người khác vừa sửa mục này. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."))
        self.current_version = current_version
        self.fields = tuple(fields)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field and what to do. `field`: its name in the record (`lead[1]`); "" for the whole."""

    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.field}: " if self.field else ""
        return f"{place}{self.message}. {_('Cách sửa')}: {self.remedy}."


class InvalidItem(PlanError):
    """The values of an item cannot be kept; `problems` has all of them."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """An undecided error that keeps a plan from being issued."""

    number: int
    first_line: int | None
    says: str


class OpenErrors(PlanError):
    """The plan still contradicts itself in places about which nobody has decided."""

    def __init__(self, findings: Iterable[OpenFinding]) -> None:
        self.findings = tuple(findings)
        listed = "; ".join(finding.says for finding in self.findings)
        super().__init__(
            _("Còn %(count)s lỗi chưa xử lý: %(listed)s. Hãy sửa, ghi nhận hoặc bỏ qua có lý do trước khi ban hành.")
            % {"count": len(self.findings), "listed": listed}
        )


class ReasonMissing(PlanError):
    """A finding is waived without a reason."""

    def __init__(self) -> None:
        super().__init__(_("Bỏ qua một phát hiện phải nêu lý do. Hãy ghi lý do."))


class StillFound(PlanError):
    """A finding is called fixed, but the check still finds it."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Kiểm tra lại vẫn thấy mâu thuẫn này. Hãy sửa số liệu, hoặc ghi nhận, bỏ qua có lý do."))
        self.number = number


class TextRefused(PlanError):
    """The text offered is not the document from which the plan was read."""


class LoadRefused(PlanError):
    """The pack cannot become a plan; `problems` says why, one sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class DraftDiffers(PlanError):
    """There is a draft with other content; loading would replace it, so the difference is shown first."""

    def __init__(self, difference: PackDifference, edition_id: int, ordinal: int) -> None:
        super().__init__(_("Kế hoạch này đã có bản nháp với nội dung khác. Hãy xem khác biệt rồi xác nhận ghi đè."))
        self.difference = difference
        self.edition_id = edition_id
        self.ordinal = ordinal


class EditionIssued(PlanError):
    """The plan is issued with other content: a changed pack can only become an amendment."""

    def __init__(self, difference: PackDifference, edition_id: int, ordinal: int) -> None:
        super().__init__(_("Kế hoạch này đã ban hành nên không ghi đè được. Hãy nạp gói này thành bản điều chỉnh."))
        self.difference = difference
        self.edition_id = edition_id
        self.ordinal = ordinal


class DraftExists(PlanError):
    """The plan already has a draft; there is never more than one."""

    def __init__(self, edition_id: int, ordinal: int) -> None:
        super().__init__(_("Kế hoạch này đang có một bản nháp. Hãy ban hành hoặc hủy bản nháp đó trước."))
        self.edition_id = edition_id
        self.ordinal = ordinal


class ReadingMissing(PlanError):
    """There is no such reading (any more), or it is another person's."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Lần đọc này không còn. Hãy mở lại trang đọc văn bản."))
        self.number = number


class ReadingMoved(PlanError):
    """The reading is not in a state from which the act is possible: it was done already, or is still under way."""

    def __init__(self, number: int, state: ReadingState) -> None:
        super().__init__(
            _("Văn bản này %(state)s nên không làm việc đó được. Hãy tải lại trang.") % {"state": state.label}
        )
        self.number = number
        self.state = state


class AlreadyUploaded(PlanError):
    """The same document of the same person is there already; `number` is its reading."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Bạn đã tải văn bản này lên rồi, nên không đọc thêm lần nữa. Đây là lần đọc trước."))
        self.number = number


class TooManyReadings(PlanError):
    """The person has as many readings under way as one person may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("Bạn đang có %(limit)s văn bản chờ đọc xong. Hãy đợi đọc xong, hoặc bỏ bớt, rồi tải lên tiếp.")
            % {"limit": limit}
        )
        self.limit = limit


@dataclass(frozen=True, slots=True)
class PendingReview:
    """A doubtful item that nobody has looked at yet."""

    kind: str
    number: int
    label: str


class PendingReviews(PlanError):
    """The draft was read from a document, and items that the reader doubted were not looked at yet."""

    def __init__(self, reviews: Iterable[PendingReview]) -> None:
        self.reviews = tuple(reviews)
        shown = "; ".join(review.label for review in self.reviews[:_SHOWN_REVIEWS])
        more = "…" if len(self.reviews) > _SHOWN_REVIEWS else ""
        super().__init__(
            _("Còn %(count)s mục nghi ngờ chưa rà soát: %(listed)s. Hãy chấp nhận, sửa hoặc bỏ trước khi ban hành.")
            % {"count": len(self.reviews), "listed": shown + more}
        )

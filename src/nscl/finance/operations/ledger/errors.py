"""Why money was not booked. Each says which line, year and source, what is left, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.finance.enums import Stage, VoucherKind
from nscl.finance.rules.counterpart import Shares
from nscl.finance.rules.ledger import AccountName
from nscl.text.formats import format_vnd

# How many lines of a refusal its sentence names; the others are in the error's own list.
_SHOWN = 5


class LedgerError(Exception):
    """An act on the ledger that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class LedgerPlanMissing(LedgerError):
    """There is no such plan, or it has no approved estimate yet to book money against."""


class LedgerChanged(LedgerError):
    """Somebody booked something of the same at this moment."""


class FileTaken(LedgerError):
    """A file with the same bytes was taken in already: under which name, and when."""

    def __init__(self, name: str, at: datetime) -> None:
        message = _("Tệp này đã nhập lúc %(time)s (tên khi đó: %(name)s). Hãy kiểm tra lại tệp cần nhập.")
        super().__init__(message % {"time": f"{localtime(at):%H:%M %d/%m/%Y}", "name": name})
        self.name = name
        self.at = at


class VoucherMissing(LedgerError):
    """There is no voucher of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Chứng từ này không có trong sổ. Hãy mở lại danh sách chứng từ."))
        self.number = number


@dataclass(frozen=True, slots=True)
class VoucherProblem:
    """Something of a voucher that cannot be kept.

    field: of the draft ("number", "on", "year", "about", "agency_id", "reason", "entries"); entry: the place of the
    entry in what was sent, from nought, None for the voucher itself.
    """

    field: str
    message: str
    remedy: str
    entry: int | None = None

    def __str__(self) -> str:
        what = f"{self.message[:1].upper()}{self.message[1:]}"
        return f"{what}. " + _("Cách sửa: %(remedy)s.") % {"remedy": self.remedy}


class InvalidVoucher(LedgerError):
    """The voucher or some of its entries cannot be kept; `problems` has all that is wrong."""

    def __init__(self, problems: Iterable[VoucherProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class NotInPlan(LedgerError):
    """The approved estimate has no money for what is booked: `places` are the entries, from nought, with why."""

    def __init__(self, places: Iterable[tuple[int, str]]) -> None:
        self.places = tuple(places)
        what = "; ".join(why for _place, why in self.places[:_SHOWN]) + _more(len(self.places))
        remedy = _("Chọn lại dòng, năm, nguồn; hoặc điều chỉnh dự toán trước rồi ghi.")
        super().__init__(f"{what}. {remedy}")


class ClosedYear(LedgerError):
    """The year is settled. voucher: the settlement that closed it."""

    def __init__(self, year: int, voucher: int, number: str, on: date) -> None:
        message = _(
            "Năm %(year)s đã quyết toán theo %(number)s ngày %(day)s nên không ghi thêm được. Muốn sửa, người quyết "
            "toán hủy quyết toán năm đó trước."
        )
        super().__init__(message % {"year": year, "number": number, "day": f"{on:%d/%m/%Y}"})
        self.year = year
        self.voucher = voucher


@dataclass(frozen=True, slots=True)
class OtherVoucher:
    """A voucher that is in the register already."""

    voucher: int
    on: date
    about: str
    vnd: int
    recorded_by: str
    recorded_at: datetime


class DuplicateVoucher(LedgerError):
    """The same document is booked already: same kind, year and number. other: None where it stands in the same file."""

    def __init__(self, kind: VoucherKind, year: int, number: str, other: OtherVoucher | None) -> None:
        words = {"kind": kind.label, "number": number, "year": year}
        message = _("Chứng từ %(kind)s số %(number)s năm %(year)s có hai lần trong tệp. Hãy gộp hoặc ghi số đầy đủ.")
        if other is not None:
            message = _(
                "Chứng từ %(kind)s số %(number)s năm %(year)s đã ghi: ngày %(day)s, %(vnd)s, do %(name)s ghi lúc "
                "%(time)s. Hãy mở chứng từ đó; nếu là chứng từ khác, ghi số đầy đủ (kèm ký hiệu)."
            )
            words |= {
                "day": f"{other.on:%d/%m/%Y}",
                "vnd": format_vnd(other.vnd),
                "name": other.recorded_by or _("hệ thống"),
                "time": f"{localtime(other.recorded_at):%H:%M %d/%m/%Y}",
            }
        super().__init__(message % words)
        self.other = other


class AlreadyReversed(LedgerError):
    """The voucher was taken back already, or takes another one back itself. voucher: the one that took it back."""

    def __init__(self, message: str, voucher: int) -> None:
        super().__init__(message)
        self.voucher = voucher


@dataclass(frozen=True, slots=True)
class ExcessRow:
    """A booking that an account cannot bear, with the account's name.

    entry: its place in what was sent, from nought; None where nobody sent it (a reversal, what a carry-over adds).
    stage: at which it was booked; against: the stage whose amount it passes. asked_vnd below nought: money taken away
    that `against` needs. left_vnd: how much may be added, or taken away, at most.
    """

    account: AccountName
    entry: int | None
    stage: Stage
    against: Stage
    asked_vnd: int
    left_vnd: int

    def __str__(self) -> str:
        words = {
            "account": account_words(self.account),
            "stage": self.stage.label,
            "against": self.against.label,
            "asked": format_vnd(abs(self.asked_vnd)),
            "left": format_vnd(self.left_vnd),
        }
        if self.asked_vnd < 0:
            return _("%(account)s: bớt %(asked)s %(stage)s, chỉ bớt được %(left)s vì đã %(against)s") % words
        return _("%(account)s: %(stage)s %(asked)s, chỉ còn %(left)s so với số %(against)s") % words


class Exceeds(LedgerError):
    """Some accounts cannot bear what is booked; `rows` has each with what is left.

    may_go_beyond: True where the same can be booked with a reason (`beyond=True` and `reason`).
    """

    def __init__(self, rows: Iterable[ExcessRow], *, may_go_beyond: bool) -> None:
        self.rows = tuple(rows)
        self.may_go_beyond = may_go_beyond
        remedy = _("Hãy sửa số tiền, hoặc điều chỉnh dự toán trước.")
        if may_go_beyond:
            remedy = _("Hãy sửa số tiền; nếu được phép vượt, chọn “ghi vượt” và nêu lý do.")
        elif any(row.asked_vnd < 0 for row in self.rows):
            remedy = _("Hãy hủy chứng từ của bước sau trước.")
        super().__init__(f"{'; '.join(map(str, self.rows[:_SHOWN]))}{_more(len(self.rows))}. {remedy}")


@dataclass(frozen=True, slots=True)
class AheadRow:
    """A line whose state money would run ahead. shares: as they would stand; allowed_vnd: what may be paid now."""

    line_id: int
    line: str
    year: int
    asked_vnd: int
    allowed_vnd: int
    shares: Shares

    def __str__(self) -> str:
        shares = self.shares
        return _(
            "%(line)s: chi %(asked)s NSNN thì NSNN đạt %(state)s / %(state_all)s, trong khi vốn đối ứng mới "
            "%(other)s / %(other_all)s; lúc này chi được nhiều nhất %(allowed)s NSNN"
        ) % {
            "line": self.line,
            "asked": format_vnd(self.asked_vnd),
            "state": format_vnd(shares.state_disbursed),
            "state_all": format_vnd(shares.state_appraised),
            "other": format_vnd(shares.counterpart_disbursed),
            "other_all": format_vnd(shares.counterpart_appraised),
            "allowed": format_vnd(self.allowed_vnd),
        }


class AheadOfCounterpart(LedgerError):
    """State money would be spent ahead of the counterpart money of the same line; `cite`: the article."""

    def __init__(self, rows: Iterable[AheadRow], cite: str) -> None:
        self.rows = tuple(rows)
        self.cite = cite
        remedy = _(
            "%(cite)s: NSNN cấp theo tiến độ và tỷ lệ của các nguồn khác. Hãy ghi phần đối ứng đã chi trước, hoặc chi "
            "trong mức được phép."
        ) % {"cite": cite}
        super().__init__(f"{'; '.join(map(str, self.rows[:_SHOWN]))}{_more(len(self.rows))}. {remedy}")


def account_words(account: AccountName) -> str:
    """An account in words: "Dòng “I.2 Tài liệu”, năm 2022, nguồn NSNN tỉnh"."""
    words = {"line": account.line, "year": account.year, "source": account.source.label}
    return _("Dòng “%(line)s”, năm %(year)s, nguồn %(source)s") % words


def _more(count: int) -> str:
    return _(" và %(count)s dòng nữa") % {"count": count - _SHOWN} if count > _SHOWN else ""

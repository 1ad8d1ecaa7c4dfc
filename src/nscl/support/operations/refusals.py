"""Why an act between eligibility and closing was refused: councils, ceilings, contracts, acceptance, payment."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.support.operations.errors import StateRefused, SupportError
from nscl.text.formats import format_vnd


class CouncilGone(SupportError):
    """There is no council of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Hội đồng này không còn. Hãy mở lại danh sách hội đồng."))
        self.number = number


class SessionGone(SupportError):
    """There is no meeting of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Phiên họp này không còn. Hãy mở lại trang hội đồng."))
        self.number = number


class HearingGone(SupportError):
    """The case is not (any more) before that meeting."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Hồ sơ này không còn trong chương trình họp. Hãy mở lại trang phiên họp."))
        self.number = number


class FundGone(SupportError):
    """There is no fund of that number, or it is of another province."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Nguồn kinh phí hỗ trợ này không còn. Hãy mở lại danh sách nguồn."))
        self.number = number


class FundExists(SupportError):
    """The account of the ledger has a fund already. number: of that fund."""

    def __init__(self, number: int, name: str) -> None:
        words = _("Dòng dự toán, năm và nguồn này đã có trần hỗ trợ: “%(name)s”. Hãy mở trần đó để sửa.")
        super().__init__(words % {"name": name})
        self.number = number


class PaymentGone(SupportError):
    """There is no payment of that number, or it was taken back already."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Khoản chi này không còn, hoặc đã hủy. Hãy mở lại trang hồ sơ."))
        self.number = number


class FollowUpGone(SupportError):
    """There is no follow-up of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Lần theo dõi này không còn. Hãy mở lại trang hồ sơ."))
        self.number = number


class NoQuorum(StateRefused):
    """Too few members take part, or nobody who leads them."""


class NotImpartial(StateRefused):
    """The person has an interest in the case, or advised on it; or has appraised it already."""


class CeilingExceeded(SupportError):
    """The fund's ceiling does not bear the amount. left_vnd: what may be approved still."""

    def __init__(self, fund: int, name: str, asked_vnd: int, left_vnd: int) -> None:
        super().__init__(
            _(
                "“%(name)s” chỉ còn %(left)s so với trần, không duyệt được %(asked)s. Hãy giảm số tiền, chọn nguồn "
                "khác hoặc nâng trần trong mức đã giao."
            )
            % {"name": name, "left": format_vnd(left_vnd), "asked": format_vnd(asked_vnd)}
        )
        self.fund = fund
        self.left_vnd = left_vnd


def day_words(day: date) -> str:
    """A day as it is written on the screen."""
    return f"{day:%d/%m/%Y}"

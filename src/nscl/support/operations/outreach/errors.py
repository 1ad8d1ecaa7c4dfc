"""Why an act of outreach was refused."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.support.operations.errors import Conflict, SupportError


class VisitGone(SupportError):
    """There is no visit of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Chuyến thăm này không còn. Hãy mở lại danh sách chuyến thăm."))
        self.number = number


class VisitConflict(Conflict):
    """Somebody else changed the visit after the person opened it."""


class SurveyGone(SupportError):
    """There is no survey of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Đợt khảo sát này không còn. Hãy mở lại danh sách khảo sát."))
        self.number = number


class SurveyNotOpen(SupportError):
    """The survey takes no answers on that day."""

    def __init__(self, opens_on: date, closes_on: date) -> None:
        words = {"first": f"{opens_on:%d/%m/%Y}", "last": f"{closes_on:%d/%m/%Y}"}
        super().__init__(_("Đợt khảo sát nhận trả lời từ %(first)s đến %(last)s.") % words)


class FormGone(SupportError):
    """The link opens no form: it was withdrawn, or a newer one was sent."""

    def __init__(self) -> None:
        super().__init__(_("Đường dẫn này không còn dùng được: đã thu hồi, hoặc đã có đường dẫn mới hơn."))


class AlreadyAnswered(SupportError):
    """The organisation has answered this survey: once for each."""

    def __init__(self, on: date) -> None:
        words = {"day": f"{on:%d/%m/%Y}"}
        super().__init__(_("Tổ chức này đã trả lời ngày %(day)s; mỗi tổ chức trả lời một lần.") % words)

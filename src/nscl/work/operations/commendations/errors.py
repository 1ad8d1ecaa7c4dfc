"""Why an act on a commendation was refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from nscl.work.operations.errors import FieldConflict, Refused, WorkError, moment


class InvalidCommendation(Refused):
    """What was sent cannot be kept."""


class CommendationMissing(WorkError):
    """There is no commendation of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Mục khen thưởng này không còn. Hãy mở lại danh sách khen thưởng."))
        self.number = number


class DuplicateCommendation(WorkError):
    """The same recipient is there already, at the same level in the same year: `number`."""

    def __init__(self, number: int, recipient: str, year: int, by: str, at: datetime) -> None:
        message = _(
            "%(recipient)s đã có trong danh sách khen thưởng năm %(year)s ở mức này, do %(name)s ghi lúc %(time)s. "
            "Hãy mở mục đó; nếu là hai người trùng tên, hãy ghi rõ chức vụ, nơi làm việc."
        )
        super().__init__(
            message % {"recipient": recipient, "year": year, "name": by or _("hệ thống"), "time": moment(at)}
        )
        self.number = number


class CommendationConflict(WorkError):
    """Somebody else changed it after the person opened it. Nothing was written; both values are in `fields`."""

    def __init__(self, current_version: int, fields: Iterable[FieldConflict]) -> None:
        super().__init__(_("Người khác vừa sửa mục khen thưởng này. Hãy xem các chỗ khác nhau rồi ghi lại."))
        self.current_version = current_version
        self.fields = tuple(fields)


class CommendationDecided(WorkError):
    """The decision is known: what was decided on is not changed or taken back."""

    def __init__(self, decision_number: str) -> None:
        message = _("Đã có quyết định số %(number)s nên không sửa, không rút được. Ghi sai thì ghi lại quyết định.")
        super().__init__(message % {"number": decision_number})
        self.decision_number = decision_number

"""Why an act on a difficulty was refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from nscl.work.enums import DifficultyState
from nscl.work.operations.errors import FieldConflict, Refused, WorkError, moment


class InvalidDifficulty(Refused):
    """What was sent cannot be kept."""


class DifficultyMissing(WorkError):
    """There is no difficulty of that number (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Vướng mắc này không còn. Hãy mở lại danh sách vướng mắc."))
        self.number = number


class DifficultyThere(WorkError):
    """The same was raised already about the same thing, and still stands: `number`."""

    def __init__(self, number: int, by: str, at: datetime) -> None:
        message = _("Vướng mắc này đã được nêu: %(name)s, %(time)s. Hãy mở vướng mắc đó.")
        super().__init__(message % {"name": by or _("hệ thống"), "time": moment(at)})
        self.number = number


class DifficultyMoveRefused(WorkError):
    """The difficulty is not in a state in which the act is possible."""

    def __init__(self, state: DifficultyState) -> None:
        message = _("Vướng mắc này %(state)s nên không làm được việc đó nữa. Hãy xem lại trang vướng mắc.")
        super().__init__(message % {"state": state.label})
        self.state = state


class DifficultyConflict(WorkError):
    """Somebody did something with it after the person opened it. Nothing was written.

    fields: where what was typed differs from what is stored, for a change of the words; by, at: who and when, "" and
    None where the audit trail does not say.
    """

    def __init__(
        self,
        current_version: int,
        state: DifficultyState,
        *,
        by: str = "",
        at: datetime | None = None,
        fields: Iterable[FieldConflict] = (),
    ) -> None:
        message = _("Vướng mắc này vừa thay đổi sau khi bạn mở, nay %(state)s. Hãy xem lại rồi ghi tiếp.")
        if by and at is not None:
            message = _(
                "%(name)s vừa làm việc với vướng mắc này lúc %(time)s, nay %(state)s. Hãy xem lại rồi ghi tiếp."
            )
        super().__init__(message % {"name": by, "time": moment(at) if at is not None else "", "state": state.label})
        self.current_version = current_version
        self.state = state
        self.fields = tuple(fields)

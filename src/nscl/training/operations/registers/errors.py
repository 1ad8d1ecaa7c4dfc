"""Why an act on a register was refused."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from nscl.work.operations.errors import FieldConflict, Refused, WorkError


class InvalidEntry(Refused):
    """What was sent cannot be kept."""


class EntryMissing(WorkError):
    """There is no such entry (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Mục này không còn trong sổ. Hãy mở lại danh sách."))
        self.number = number


class DuplicateEntry(WorkError):
    """The same is in the register already: `number`, to be opened."""

    def __init__(self, number: int, label: str) -> None:
        super().__init__(_("%(label)s đã có trong sổ. Hãy mở mục đó.") % {"label": label})
        self.number = number


class EntryConflict(WorkError):
    """Somebody else changed it after the person opened it. Nothing was written; both values are in `fields`."""

    def __init__(self, current_version: int, fields: Iterable[FieldConflict]) -> None:
        super().__init__(_("Người khác vừa sửa mục này. Hãy xem các chỗ khác nhau rồi ghi lại."))
        self.current_version = current_version
        self.fields = tuple(fields)


class EntryClosed(WorkError):
    """It was taken off the register, closed or ended: opened again first."""

    def __init__(self, label: str) -> None:
        super().__init__(_("%(label)s không còn hoạt động trong sổ. Hãy mở lại trước khi ghi.") % {"label": label})

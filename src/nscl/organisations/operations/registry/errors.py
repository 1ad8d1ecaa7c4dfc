"""Why an act on the registry was refused. Each says what, why, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationState
from nscl.organisations.queries.tax_codes import TaxCodeHolder


class RegistryError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, and what to do. field: its name in the entry; "" for the whole."""

    field: str
    message: str

    def __str__(self) -> str:
        return self.message


class InvalidEntry(RegistryError):
    """What was sent cannot be kept; `problems` has all of it, each under its field."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class TaxCodeTaken(InvalidEntry):
    """The tax code is another organisation's, or was of a row merged into another: `holder`."""

    def __init__(self, holder: TaxCodeHolder) -> None:
        remedy = _("Hãy mở tổ chức đó, hoặc đối chiếu lại mã.")
        super().__init__([FieldProblem("tax_code", f"{holder.words} {remedy}")])
        self.holder = holder


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field of which two people have different values: `mine` was sent now, `theirs` is stored."""

    field: str
    label: str
    mine: str
    theirs: str


class RegistryConflict(RegistryError):
    """Somebody else changed the organisation after the person opened it. Nothing was written; both values are here.

    by, at: who changed it last and when; "" and None where the audit trail does not say.
    """

    def __init__(
        self, current_version: int, fields: Iterable[FieldConflict] = (), *, by: str = "", at: datetime | None = None
    ) -> None:
        message = _("Người khác vừa sửa tổ chức này. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại.")
        if by and at is not None:
            message = _(
                "%(name)s vừa sửa tổ chức này lúc %(time)s. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."
            ) % {"name": by, "time": f"{localtime(at):%H:%M %d/%m/%Y}"}
        super().__init__(message)
        self.current_version = current_version
        self.fields = tuple(fields)
        self.by = by
        self.at = at


class OrganisationMerged(RegistryError):
    """The row turned out to be a double of another, which is the one to act on: `kept`."""

    def __init__(self, kept: int, name: str) -> None:
        super().__init__(_("Dòng này đã gộp vào %(name)s. Hãy làm việc trên tổ chức đó.") % {"name": name})
        self.kept = kept


class StateRefused(RegistryError):
    """The organisation is not in a state from which it gets to that one."""

    def __init__(self, state: OrganisationState, then: OrganisationState) -> None:
        super().__init__(
            _("Tổ chức này %(state)s nên không chuyển thành “%(then)s” được. Hãy tải lại trang.")
            % {"state": state.label, "then": then.label}
        )
        self.state = state
        self.then = then


class FlagClash(InvalidEntry):
    """The same was noted for days among these already. number: of the flag that is there."""

    def __init__(self, number: int, since: date) -> None:
        day = f"{since:%d/%m/%Y}"
        message = _("Điều này đã ghi từ ngày %(day)s và còn hiệu lực trong thời gian này. Hãy kết thúc cờ đó trước.")
        super().__init__([FieldProblem("since", message % {"day": day})])
        self.number = number


class FlagMissing(RegistryError):
    """There is no such flag in force (any more)."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Cờ này không còn hiệu lực. Hãy tải lại trang."))
        self.number = number


class KinRefused(RegistryError):
    """Two organisations cannot be related like that; `str()` says why."""


class OrganisationMergeRefused(RegistryError):
    """Two rows cannot be one organisation, or not yet; `str()` says why, and what to do first."""

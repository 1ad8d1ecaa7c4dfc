"""One act on many cases: each by itself, so that one which cannot does not stop the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.operations import Actor
from nscl.support.models import SupportCase
from nscl.support.operations.cases.examining import decide_eligibility, request_supplement
from nscl.support.operations.cases.withdrawing import withdraw_case
from nscl.support.operations.errors import Refused, SupportError
from nscl.support.queries.access import case_label
from nscl.work.rules.problems import Problem, Reason

MOST_AT_ONCE: Final = 200


class BulkAct(StrEnum):
    """What can be done to many cases at once."""

    SUPPLEMENT = "supplement"
    ELIGIBLE = "eligible"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of one case: done, or why not."""

    number: int
    label: str
    ok: bool
    message: str


def move_many(
    *,
    numbers: Sequence[int],
    act: BulkAct,
    comment: str,
    until: date | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> tuple[BulkOutcome, ...]:
    """Do the same to many cases with one comment, each in a transaction of its own; the outcome of each in their order.

    Raises Refused for more than `MOST_AT_ONCE`.
    """
    wanted = list(dict.fromkeys(numbers))
    if len(wanted) > MOST_AT_ONCE:
        message = _("Mỗi lần chọn nhiều nhất %(most)s hồ sơ") % {"most": MOST_AT_ONCE}
        raise Refused([Problem("numbers", Reason.TOO_LARGE, message, _("chọn ít hơn rồi làm nhiều lần"))])
    rows = SupportCase.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "year", "number")
    labels = {pk: case_label(year, number) for pk, year, number in rows}
    acts = _Acts(act, comment, until, viewer, by, at)
    return tuple(acts.outcome(number, labels.get(number, "")) for number in wanted)


@dataclass(frozen=True, slots=True)
class _Acts:
    """The act on each of the cases."""

    act: BulkAct
    comment: str
    until: date | None
    viewer: Viewer | None
    by: Actor
    at: datetime

    def outcome(self, number: int, label: str) -> BulkOutcome:
        """Do it to one, and say what became of it."""
        try:
            self._do(number)
        except (SupportError, NotAllowed) as error:
            return BulkOutcome(number, label, ok=False, message=str(error))
        return BulkOutcome(number, label, ok=True, message="")

    def _do(self, number: int) -> None:
        comment, viewer, by, at = self.comment, self.viewer, self.by, self.at
        if self.act is BulkAct.SUPPLEMENT:
            until = self.until
            request_supplement(number=number, version=None, comment=comment, until=until, viewer=viewer, by=by, at=at)
        elif self.act is BulkAct.WITHDRAWN:
            withdraw_case(number=number, version=None, reason=comment, viewer=viewer, by=by, at=at)
        else:
            fit = self.act is BulkAct.ELIGIBLE
            decide_eligibility(number=number, version=None, eligible=fit, reason=comment, viewer=viewer, by=by, at=at)

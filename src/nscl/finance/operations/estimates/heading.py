"""The estimate itself: its title and years; thrown away while nobody has submitted it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState
from nscl.finance.models import EstimateAmount, EstimateStep
from nscl.finance.models.estimate import FIRST_YEAR, LAST_YEAR
from nscl.finance.operations.estimates.desk import Desk, open_desk
from nscl.finance.operations.estimates.errors import EstimateClosed, EstimateConflict, Refused
from nscl.finance.rules.problems import Problem, Reason
from nscl.records.operations import Actor, Change, record_event

TITLE_LENGTH = 300
# As many columns as a table of money still shows.
MOST_YEARS = 15


@transaction.atomic
def change_estimate(
    *,
    number: int,
    version: int,
    title: str,
    first_year: int,
    last_year: int,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Give an estimate another title or other years; returns its version.

    Raises NotAllowed, EstimateMissing, EstimateClosed, EstimateConflict, Refused (years that leave money outside).
    """
    desk = open_desk(number, Permission.ESTIMATE, viewer)
    desk.require_open()
    estimate = desk.estimate
    if estimate.version != version:
        raise EstimateConflict(estimate.version)
    name = " ".join(title.split())
    problems = [*head_problems(name, first_year, last_year), *_money_outside(desk, first_year, last_year)]
    if problems:
        raise Refused(problems)
    changes = _changes(desk, name, first_year, last_year)
    if not changes:
        return version
    estimate.title, estimate.first_year, estimate.last_year = name, first_year, last_year
    estimate.version += 1
    estimate.save(update_fields=["title", "first_year", "last_year", "version"])
    record_event(
        action="estimate.changed", by=by, at=at, subject=desk.reference, context=desk.reference, changes=changes
    )
    return estimate.version


@transaction.atomic
def discard_estimate(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Throw away an estimate that was never submitted; its history stays in the audit trail.

    Raises NotAllowed, EstimateMissing, EstimateClosed, EstimateConflict.
    """
    desk = open_desk(number, Permission.ESTIMATE, viewer)
    # What was submitted once has a log that nobody removes.
    if desk.state is not EstimateState.DRAFT or EstimateStep.objects.filter(estimate=number).exists():
        raise EstimateClosed(desk.state)
    if desk.estimate.version != version:
        raise EstimateConflict(desk.estimate.version)
    reference = desk.reference
    desk.estimate.delete()
    record_event(action="estimate.discarded", by=by, at=at, subject=reference, context=reference)


def head_problems(title: str, first_year: int, last_year: int) -> list[Problem]:
    """What is wrong with the head of an estimate; `title` without needless spaces."""
    problems = []
    if not title:
        problems.append(Problem(Reason.MISSING, _("chưa có tên dự toán"), _("ghi tên dự toán"), field="title"))
    if len(title) > TITLE_LENGTH:
        message = _("tên dự toán dài quá %(limit)s ký tự") % {"limit": TITLE_LENGTH}
        problems.append(Problem(Reason.TOO_LONG, message, _("viết gọn lại"), field="title"))
    if "\0" in title:
        message = _("tên dự toán có ký tự không đọc được")
        problems.append(Problem(Reason.UNFIT, message, _("gõ lại tên"), field="title"))
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        message = _("năm đầu %(first)s, năm cuối %(last)s không hợp lệ") % {"first": first_year, "last": last_year}
        remedy = _("ghi năm đầu không sau năm cuối")
        problems.append(Problem(Reason.OUTSIDE_YEARS, message, remedy, field="first_year"))
    elif last_year - first_year >= MOST_YEARS:
        message = _("dự toán dài hơn %(most)s năm") % {"most": MOST_YEARS}
        problems.append(
            Problem(Reason.TOO_MANY, message, _("chia thành nhiều dự toán, hoặc bớt năm"), field="last_year")
        )
    return problems


def _money_outside(desk: Desk, first_year: int, last_year: int) -> list[Problem]:
    rows = EstimateAmount.objects.filter(line__estimate=desk.number).exclude(year__range=(first_year, last_year))
    years = sorted(set(rows.order_by("year").values_list("year", flat=True)))
    if not years:
        return []
    message = _("còn tiền ở năm %(years)s, ngoài các năm mới") % {"years": ", ".join(map(str, years))}
    remedy = _("chuyển hoặc xóa số tiền của các năm ấy rồi đổi năm")
    return [Problem(Reason.OUTSIDE_YEARS, message, remedy, year=years[0], field="first_year")]


def _changes(desk: Desk, title: str, first_year: int, last_year: int) -> list[Change]:
    estimate = desk.estimate
    pairs = (
        ("Tên dự toán", estimate.title, title),
        ("Năm đầu", str(estimate.first_year), str(first_year)),
        ("Năm cuối", str(estimate.last_year), str(last_year)),
    )
    return [Change(name, before, after) for name, before, after in pairs if before != after]

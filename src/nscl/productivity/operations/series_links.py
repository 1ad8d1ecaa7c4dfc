"""Two bases of one quantity as one series, by a year that both have or by a factor that a source gives."""

from __future__ import annotations

import math
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.economics.series import plain
from nscl.plans.operations.wording import as_stored
from nscl.productivity.models import SeriesLink, StatisticalSeries
from nscl.productivity.operations.series_errors import LinkRefused
from nscl.productivity.operations.series_subjects import subject_of
from nscl.productivity.operations.series_writing import lock
from nscl.productivity.queries.intake import province_territory
from nscl.productivity.queries.series_access import LinkMissing, SeriesMissing, require_keep
from nscl.productivity.queries.series_state import load_state
from nscl.productivity.rules.series_checks import FIRST_YEAR, LAST_YEAR, SOURCE_LENGTH
from nscl.records.operations import Actor, record_event

_SAME_QUANTITY = ("variable", "breakdown", "part", "price_basis")


@transaction.atomic
def link_series(
    *,
    earlier: int,
    later: int,
    year: int,
    factor: float | None,
    source: str,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Put an earlier base before a later one: its years before `year` × factor. Returns the number of the link.

    factor None: later ÷ earlier in that year, which both must have; given: with the source that publishes it.
    Raises SeriesMissing, NotAllowed, LinkRefused.
    """
    rows = {row.pk: row for row in StatisticalSeries.objects.filter(pk__in=[earlier, later])}
    if len({earlier, later} & rows.keys()) < len({earlier, later}):
        raise SeriesMissing(str(earlier))
    require_keep(viewer, rows[later].unit_id)
    territory = province_territory(rows[later].unit_id)
    lock(territory)
    given = " ".join(source.split())
    if territory.canonical.get(rows[earlier].unit_id) != territory.canonical[rows[later].unit_id]:
        raise LinkRefused(_not_one(), "earlier")
    _check(rows[earlier], rows[later], year, factor, given)
    if factor is None:
        _check_year(rows[earlier], rows[later], year)
    link = SeriesLink.objects.create(
        earlier=rows[earlier],
        later=rows[later],
        year=year,
        factor=factor,
        source=given,
        linked_at=at,
        linked_by_id=by.number,
    )
    _record("series.linked", link, by=by, at=at)
    return link.pk


@transaction.atomic
def unlink_series(*, link: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Take two bases apart again. Returns the number of the later series. Raises LinkMissing, NotAllowed."""
    row = SeriesLink.objects.select_related("earlier", "later").filter(pk=link).first()
    if row is None:
        raise LinkMissing(str(link))
    require_keep(viewer, row.later.unit_id)
    _record("series.unlinked", row, by=by, at=at)
    row.delete()
    return row.later_id


def _not_one() -> str:
    return _("Chỉ nối hai gốc của cùng một số liệu, cùng tỉnh, cùng phần. Hãy chọn chuỗi khác.")


def _check(earlier: StatisticalSeries, later: StatisticalSeries, year: int, factor: float | None, source: str) -> None:
    if earlier.pk == later.pk or any(getattr(earlier, name) != getattr(later, name) for name in _SAME_QUANTITY):
        raise LinkRefused(_not_one(), "earlier")
    there = SeriesLink.objects.filter(earlier=earlier).first()
    if there is not None:
        raise LinkRefused(_("Chuỗi này đã nối vào một chuỗi khác. Hãy bỏ nối trước."), "earlier")
    if _leads_to(later.pk, earlier.pk):
        raise LinkRefused(_("Hai chuỗi sẽ nối vòng vào nhau. Hãy chọn gốc cũ làm chuỗi nối trước."), "earlier")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LinkRefused(_("Hãy ghi năm nối bằng bốn chữ số."), "year")
    if factor is not None and (not math.isfinite(factor) or factor <= 0):
        raise LinkRefused(_("Hệ số nối phải lớn hơn 0. Hãy ghi lại, hoặc để trống để tính từ năm nối."), "factor")
    if factor is not None and not source:
        raise LinkRefused(_("Hãy ghi nguồn công bố hệ số nối."), "source")
    if len(source) > SOURCE_LENGTH:
        raise LinkRefused(_("Nguồn dài quá %(n)s ký tự. Hãy viết gọn lại.") % {"n": SOURCE_LENGTH}, "source")


def _leads_to(start: int, end: int) -> bool:
    """Whether a series is put, over any number of links, before another one."""
    onward: dict[int, int] = dict(SeriesLink.objects.order_by("pk").values_list("earlier_id", "later_id"))
    place: int | None = start
    while place is not None and place != end:
        place = onward.get(place)
    return place == end


def _check_year(earlier: StatisticalSeries, later: StatisticalSeries, year: int) -> None:
    state = load_state([later.unit_id])
    known = {one.number: one for one in state.loaded.values()}
    for row in (earlier, later):
        found = state.joiner().effective(known[row.pk].key)
        if found is None or found.series.values.get(year, 0) <= 0:
            words = _("%(name)s không có số năm %(year)s. Hãy chọn năm cả hai gốc đều có, hoặc nêu hệ số đã công bố.")
            raise LinkRefused(words % {"name": known[row.pk].name, "year": year}, "year")


def _record(action: str, link: SeriesLink, *, by: Actor, at: datetime) -> None:
    with as_stored():
        words = _("%(earlier)s, nối tại năm %(year)s%(factor)s") % {
            "earlier": subject_of(link.earlier).label,
            "year": link.year,
            "factor": ""
            if link.factor is None
            else _(", hệ số %(f)s (%(s)s)") % {"f": plain(link.factor), "s": link.source},
        }
    record_event(action=action, by=by, at=at, subject=subject_of(link.later), comment=words)

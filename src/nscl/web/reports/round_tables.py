"""Tables of rounds and of what agencies submit in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.reporting.enums import RoundKind, RoundState, SubmissionState
from nscl.reporting.queries.rows import RoundRow, SubmissionRow
from nscl.reporting.rules.timeliness import Timely
from nscl.web.reports.places import round_href, submission_href
from nscl.web.reports.words import ROUND_CHIPS, STATE_CHIPS, covers_words, timely_chip
from nscl.web.ui.parts import Empty
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

STATE: Final = "trang-thai"
TIMELY: Final = "dung-han"


def rounds_table(rows: Sequence[RoundRow], empty: Empty, *, with_plan: bool) -> Table[RoundRow]:
    """Rounds, newest first; with_plan: of several plans or provinces, each named."""
    columns: list[Column[RoundRow]] = [
        Column(
            "title",
            _("Kỳ báo cáo"),
            Kind.LINK,
            value=lambda row: Link(
                sample_title(row.title, is_sample=row.is_sample),
                round_href(row.number),
                row.plan_label if with_plan else RoundKind(row.kind).label,
            ),
            filling=True,
        ),
        Column("state", _("Kỳ"), Kind.CHIP, value=lambda row: ROUND_CHIPS[row.state]),
        Column("agencies_due", _("Hạn cơ quan"), Kind.DATE),
        Column("province_due", _("Hạn của tỉnh"), Kind.DATE),
        *(_tally_columns() if any(row.sees_all for row in rows) else ()),
        Column("report", _("Báo cáo của tỉnh"), Kind.LINK, value=_report_link, sortable=False),
    ]
    return Table(
        name="ky-bao-cao",
        caption=_("Các kỳ báo cáo"),
        columns=columns,
        rows=rows,
        search=lambda row: f"{row.title} {row.plan_label} {row.unit_name}",
        filters=[
            Filter(STATE, _("Trạng thái"), lambda row: row.state, [(s.value, ROUND_CHIPS[s].label) for s in RoundState])
        ],
        empty=empty,
    )


def _tally_columns() -> list[Column[RoundRow]]:
    """How many of the agencies have reported; only for who sees all of them."""
    return [
        Column("asked", _("Cơ quan"), Kind.INTEGER, value=lambda row: row.tally.asked, href=_table_href),
        Column("sent", _("Đã nộp"), Kind.INTEGER, value=lambda row: row.tally.sent, href=_table_href),
        Column(
            "late",
            _("Quá hạn"),
            Kind.INTEGER,
            value=lambda row: row.tally.late,
            href=lambda row: f"{round_href(row.number)}?{TIMELY}={Timely.NEVER.value}#bang-co-quan",
        ),
    ]


def _table_href(row: RoundRow) -> str:
    return f"{round_href(row.number)}#bang-co-quan"


def _report_link(row: RoundRow) -> Link | None:
    """The issued report, or the draft for who may see it."""
    if row.issued is not None:
        words = _("Đã ban hành (bản %(n)s)") % {"n": row.issued.ordinal}
        return Link(words, reverse("report-edition", kwargs={"number": row.issued.number}))
    if row.draft is not None:
        return Link(_("Đang soạn"), reverse("report-edition", kwargs={"number": row.draft.number}))
    return None


def submissions_table(rows: Sequence[SubmissionRow], empty: Empty, on: date) -> Table[SubmissionRow]:
    """Who has submitted, when, in time or late by how many days (as of `on`), with how many remarks still open."""
    return Table(
        name="co-quan",
        caption=_("Báo cáo của các cơ quan"),
        rows=rows,
        columns=_submission_columns(on),
        search=lambda row: f"{row.agency_name} {' '.join(row.covers)}",
        filters=[
            Filter(
                STATE,
                _("Trạng thái"),
                lambda row: row.state,
                [(state.value, chip.label) for state, chip in STATE_CHIPS.items()],
            ),
            Filter(TIMELY, _("Thời hạn"), lambda row: row.timely.value, _timely_options(rows)),
        ],
        empty=empty,
    )


def _submission_columns(on: date) -> list[Column[SubmissionRow]]:
    return [
        Column(
            "agency_name",
            _("Cơ quan"),
            Kind.LINK,
            value=lambda row: Link(
                sample_title(row.agency_name, is_sample=row.is_sample), submission_href(row.number), covers_words(row)
            ),
            filling=True,
        ),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda row: STATE_CHIPS[SubmissionState(row.state)]),
        Column("due", _("Hạn nộp"), Kind.DATE),
        Column("first_submitted_at", _("Nộp lần đầu"), Kind.DATE, value=_first_day),
        Column("timely", _("Thời hạn"), Kind.CHIP, value=lambda row: timely_chip(row, on)),
        Column(
            "remarks_open",
            _("Nhận xét mở"),
            Kind.INTEGER,
            value=lambda row: row.remarks_open or None,
            href=lambda row: submission_href(row.number),
        ),
        Column("submitted_by", _("Người nộp")),
    ]


def _first_day(row: SubmissionRow) -> date | None:
    return None if row.first_submitted_at is None else timezone.localtime(row.first_submitted_at).date()


def _timely_options(rows: Sequence[SubmissionRow]) -> list[tuple[str, str]]:
    met = {row.timely for row in rows}
    return [(one.value, str(one.label)) for one in Timely if one in met]

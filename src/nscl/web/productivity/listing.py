"""Runs as a table, and the choice of two to compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.productivity.enums import RunState
from nscl.productivity.queries.runs import RunRow
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.productivity.comparison import run_label
from nscl.web.productivity.figures import in_points
from nscl.web.productivity.places import run_href
from nscl.web.productivity.words import STATE_CHIPS, method_words, years_words
from nscl.web.ui.parts import Act, Empty, Weight
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Table
from nscl.web.ui.tables.columns import Link

_FEWEST = 2


def runs_table(rows: Sequence[RunRow], *, can_start: bool) -> Table[RunRow]:
    """One row a run: what it is, where it stands, what came out."""
    columns: list[Column[RunRow]] = [
        Column(
            "title",
            _("Lần tính"),
            Kind.LINK,
            lambda r: Link(sample_title(r.title, is_sample=r.is_sample), run_href(r.number), r.province),
            filling=True,
        ),
        Column("years", _("Năm"), value=lambda r: years_words(r.first_year, r.last_year), narrow=True),
        Column("method", _("Phương pháp chính"), value=lambda r: method_words(r.method)),
        Column(
            "state",
            _("Trạng thái"),
            Kind.CHIP,
            lambda r: STATE_CHIPS[r.state],
            note=lambda r: _("số liệu đã đổi") if r.is_stale else "",
        ),
        Column("output", _("Tăng trưởng"), Kind.NUMBER, lambda r: in_points(r.headline.output), unit=_("% mỗi năm")),
        Column("tfp", _("TFP"), Kind.NUMBER, lambda r: in_points(r.headline.tfp), unit=_("điểm %")),
        Column(
            "share",
            _("Tỷ trọng của TFP"),
            Kind.NUMBER,
            lambda r: in_points(r.headline.tfp_share),
            unit="%",
            note=lambda r: r.headline.refused if r.headline.tfp_share is None else "",
        ),
        Column(
            "at",
            _("Công bố, tính"),
            Kind.DATE,
            _day,
            note=lambda r: r.published_by or r.created_by,
        ),
    ]
    acts = [Act(_("Tạo lần tính"), reverse("run-start"), "plus", Weight.PRIMARY)] if can_start else []
    text = _("Một lần tính lấy số liệu thống kê của tỉnh, tính TFP và năng suất lao động theo mọi phương pháp.")
    return Table(
        "lan-tinh",
        _("Các lần tính"),
        columns,
        rows,
        search=lambda r: f"{r.title} {r.province} {r.first_year} {r.last_year} {method_words(r.method)}",
        filters=[
            Filter(
                "trang-thai",
                _("Trạng thái"),
                lambda r: r.state.value,
                [(state.value, STATE_CHIPS[state].label) for state in RunState],
            )
        ],
        empty=Empty(_("Chưa có lần tính nào"), text, "calculator", acts),
    )


def _day(row: RunRow) -> date | None:
    at = row.published_at or row.computed_at
    return None if at is None else localtime(at).date()


def compare_choices(rows: Sequence[RunRow]) -> list[Choice]:
    """The runs of which two can be compared: those that were computed; none where there is nothing to compare with."""
    found = [(str(row.number), _name(row)) for row in rows if row.computed_at is not None]
    return found if len(found) >= _FEWEST else []


def _name(row: RunRow) -> str:
    label = f"{run_label(row)}, {row.province}, {STATE_CHIPS[row.state].label}"
    return sample_title(label, is_sample=row.is_sample)

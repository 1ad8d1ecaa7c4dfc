"""Commendations as a table, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.web.commendations.words import CANDIDATE, CHIPS, DECIDED, state_of
from nscl.web.ui.parts import Act, Empty, Stat, Stats
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table
from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.queries.commendations import CommendationRow

YEAR: Final = "nam"
STATE: Final = "trang-thai"
LEVEL: Final = "muc"
KIND: Final = "doi-tuong"


def commendation_href(number: int) -> str:
    """The page of one commendation."""
    return reverse("commendation", kwargs={"number": number})


def commendation_table(rows: Sequence[CommendationRow], *, acts: Sequence[Act] = ()) -> Table[CommendationRow]:
    """One row a recipient: the newest year first, the highest level first."""
    levels = list(CommendationLevel)
    columns: list[Column[CommendationRow]] = [
        Column(
            "recipient",
            _("Người, tập thể được khen"),
            Kind.LINK,
            value=lambda r: Link(r.recipient, commendation_href(r.number), r.workplace or r.organisation_name),
            filling=True,
        ),
        Column("recipient_kind", _("Đối tượng"), value=lambda r: capfirst(r.recipient_kind.label)),
        Column("year", _("Năm"), value=lambda r: str(r.year), narrow=True),
        Column(
            "level",
            _("Mức khen"),
            value=lambda r: capfirst(r.level.label),
            sort_value=lambda r: levels.index(r.level),
            filling=True,
        ),
        Column("state", _("Trạng thái"), Kind.CHIP, value=lambda r: CHIPS[state_of(r)]),
        Column("decision_number", _("Số quyết định")),
        Column("decided_on", _("Ngày quyết định"), Kind.DATE, narrow=True),
    ]
    if len({row.plan_id for row in rows}) > 1:
        columns.append(Column("plan_label", _("Theo kế hoạch")))
    if len({row.province_name for row in rows}) > 1:
        columns.insert(1, Column("province_name", _("Tỉnh")))
    if any(row.is_sample for row in rows):
        columns.append(Column("is_sample", _("Loại số liệu"), value=lambda r: _("Số liệu mẫu") if r.is_sample else ""))
    return Table(
        name="khen-thuong",
        caption=_("Khen thưởng"),
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.recipient} {r.workplace} {r.organisation_name} {r.decision_number} {r.achievement}",
        filters=[
            Filter(YEAR, _("Năm"), lambda r: str(r.year)),
            Filter(
                LEVEL,
                _("Mức khen"),
                lambda r: r.level.value,
                [(level.value, capfirst(level.label)) for level in reversed(levels)],
            ),
            Filter(
                KIND,
                _("Đối tượng"),
                lambda r: r.recipient_kind.value,
                [(kind.value, capfirst(kind.label)) for kind in RecipientKind],
            ),
            Filter(STATE, _("Trạng thái"), state_of, [(code, chip.label) for code, chip in CHIPS.items()]),
        ],
        empty=Empty(
            _("Chưa có đề nghị khen thưởng nào"),
            _("Đề nghị tập thể, cá nhân có thành tích; ghi số và ngày quyết định khi được khen."),
            "award",
            acts,
        ),
    )


def commendation_stats(rows: Sequence[CommendationRow], year: int) -> Stats:
    """How many were commended, of which in the chosen year, and how many wait for a decision."""
    decided = [row for row in rows if row.is_decided]
    of_year = [row for row in decided if row.year == year]
    return Stats(
        [
            Stat(
                _("Được khen năm %(year)s") % {"year": year},
                str(len(of_year)),
                icon="award",
                href=_narrowed({STATE: DECIDED, YEAR: str(year)}),
            ),
            Stat(_("Được khen, mọi năm"), str(len(decided)), icon="medal", href=_narrowed({STATE: DECIDED})),
            Stat(_("Đang đề nghị"), str(len(rows) - len(decided)), icon="clock", href=_narrowed({STATE: CANDIDATE})),
        ]
    )


def _narrowed(filters: dict[str, str]) -> str:
    return f"{reverse('commendation-list')}?{'&'.join(f'{key}={code}' for key, code in filters.items())}"


def answer_of(rows: Sequence[CommendationRow], year: int) -> str:
    """The sentence that answers first."""
    if not rows:
        return _("Chưa có tập thể, cá nhân nào được đề nghị khen thưởng.")
    decided = [row for row in rows if row.is_decided and row.year == year]
    teams = sum(row.recipient_kind is RecipientKind.ORGANISATION for row in decided)
    persons = len(decided) - teams
    words = {
        "year": year,
        "teams": ngettext("%(n)s tập thể", "%(n)s tập thể", teams) % {"n": teams},
        "persons": ngettext("%(n)s cá nhân", "%(n)s cá nhân", persons) % {"n": persons},
    }
    return _("Năm %(year)s: %(teams)s và %(persons)s được khen.") % words


def propose_act() -> Act:
    """The button that proposes one."""
    return Act(_("Đề nghị khen thưởng"), reverse("commendation-propose"), "award", Weight.PRIMARY)

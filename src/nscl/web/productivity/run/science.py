"""Science, technology and innovation in growth: five named methods side by side, never a figure without its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.outlook import SciencePaper
from nscl.web.productivity.figures import plain_column, points_column
from nscl.web.productivity.words import SCIENCE, SCIENCE_NOTES, named
from nscl.web.ui.tables import Column, Table


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component of a method, by year."""

    name: str
    by_year: dict[int, float]


def science_sentence(rows: Sequence[SciencePaper]) -> str:
    """How many methods told something, and that none is official."""
    told = sum(not one.refused for one in rows)
    if not told:
        return _("Chưa phương pháp nào tính được phần của khoa học, công nghệ; lý do ghi ở từng phương pháp.")
    words = _("%(n)s trên %(all)s phương pháp tính được; chưa có công thức chính thức, nên đọc cả các phương pháp.")
    return words % {"n": told, "all": len(rows)}


def science_table(rows: Sequence[SciencePaper]) -> Table[SciencePaper]:
    """Every method: the mean of the run's years, its part of growth, each year; or why there is none."""
    years = sorted({year for one in rows for year in one.by_year})
    unit = _("điểm %")
    columns: list[Column[SciencePaper]] = [
        Column(
            "method",
            _("Phương pháp"),
            value=_name,
            note=_note,
            sortable=False,
            filling=True,
        ),
        points_column("mean", _("Bình quân năm"), lambda s: s.mean, unit=unit),
        points_column("share", _("Tỷ trọng trong tăng trưởng"), lambda s: s.of_growth, unit="%"),
        *(points_column(f"y{year}", str(year), _of(year)) for year in years),
    ]
    caption = _("Đóng góp của khoa học, công nghệ và đổi mới sáng tạo, điểm %")
    return Table("khoa-hoc", caption, columns, rows, exportable=False, scrolls=True)


def _name(one: SciencePaper) -> str:
    name = named(SCIENCE, one.method)
    return _("%(name)s (suy ra)") % {"name": name} if one.derived else name


def _note(one: SciencePaper) -> str:
    note = capfirst(named(SCIENCE_NOTES, one.method))
    return f"{note}. {_('Không tính được: %(why)s') % {'why': one.refused}}" if one.refused else note


def _of(year: int) -> Callable[[SciencePaper], float | None]:
    return lambda one: one.by_year.get(year)


def component_table(one: SciencePaper) -> Table[ComponentRow]:
    """The components of a method, all of them: they add up to TFP."""
    rows = [ComponentRow(name, dict(by_year)) for name, by_year in one.parts.items()]
    years = sorted({year for row in rows for year in row.by_year})
    columns: list[Column[ComponentRow]] = [
        plain_column("name", _("Thành phần"), lambda r: capfirst(r.name), filling=True),
        *(points_column(f"y{year}", str(year), _component(year)) for year in years),
    ]
    caption = _("%(method)s: từng thành phần, điểm %%, suy ra") % {"method": named(SCIENCE, one.method)}
    return Table(f"thanh-phan-{one.method}", caption, columns, rows, exportable=False, scrolls=True)


def _component(year: int) -> Callable[[ComponentRow], float | None]:
    return lambda row: row.by_year.get(year)

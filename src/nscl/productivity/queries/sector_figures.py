"""Output and workers by sector, for the years that every sector has."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.economics.decomposition import SectorYear
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.productivity.enums import Breakdown, PriceBasis, Variable
from nscl.productivity.queries.figure_shelf import Shelf


def sectors_of(shelf: Shelf) -> tuple[dict[str, dict[int, SectorYear]], dict[str, str]]:
    """Sector → year → figures, and the sectors' names. What is missing of a sector is noted as a problem."""
    found: dict[str, tuple[Series, Series, Series | None]] = {}
    names: dict[str, str] = {}
    for code in shelf.parts(Breakdown.SECTOR, Variable.OUTPUT, Variable.WORKERS):
        output = shelf.constant(f"output:{code}", Variable.OUTPUT, Breakdown.SECTOR, code)
        labour = shelf.plain(f"labour:{code}", Variable.WORKERS, Breakdown.SECTOR, code)
        if output is None or labour is None:
            _say_lacking(shelf, code, output, labour)
            continue
        current = shelf.current(f"output_current:{code}", Variable.OUTPUT, Breakdown.SECTOR, code)
        found[code] = (output, labour, current)
        name = shelf.joiner.part_name(shelf.key(Variable.OUTPUT, PriceBasis.CONSTANT, Breakdown.SECTOR, code))
        names[code] = name or code
    return _table(shelf, found, names), names


def _say_lacking(shelf: Shelf, code: str, output: Series | None, labour: Series | None) -> None:
    there = output or labour
    if there is not None:
        why = _("có số liệu này nhưng không có %(other)s.")
        other = Variable.WORKERS.label if labour is None else _("GRDP giá so sánh")
        remedy = _("Hãy nhập cả hai cho ngành %(code)s, hoặc gộp ngành; ngành này chưa được tách.") % {"code": code}
        shelf.doubt(DataProblem(there.name, why % {"other": other}, remedy))


def _table(
    shelf: Shelf, found: dict[str, tuple[Series, Series, Series | None]], names: dict[str, str]
) -> dict[str, dict[int, SectorYear]]:
    years = {code: set(output.values) & set(labour.values) for code, (output, labour, _current) in found.items()}
    common = sorted(set.intersection(*years.values())) if years else []
    every = set.union(*years.values()) if years else set()
    for code, own in years.items():
        if own and every and min(own) > min(every):
            why = _("bắt đầu từ năm %(own)s, ngành khác từ năm %(first)s.") % {"own": min(own), "first": min(every)}
            remedy = _(
                "Hãy bổ sung các năm trước, hoặc gộp với ngành mà nó được tách ra; các năm trước không được tách."
            )
            shelf.doubt(DataProblem(_("Ngành %(name)s") % {"name": names[code]}, why, remedy))
    return {
        code: {
            year: SectorYear(output[year], labour[year], current.values.get(year) if current is not None else None)
            for year in common
        }
        for code, (output, labour, current) in found.items()
        if common
    }

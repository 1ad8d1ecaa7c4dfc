"""Figures of a province ready to be computed with: summed over its predecessors, linked, in one unit and base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from nscl.economics.decomposition import SectorYear
from nscl.economics.growth.figures import AssetFigures, Figures, Workers
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.plans.operations.wording import as_stored
from nscl.productivity.enums import Breakdown, CapitalInput, PriceBasis, Variable
from nscl.productivity.models import SeriesQuestion
from nscl.productivity.queries.figure_shelf import Shelf
from nscl.productivity.queries.intake import province_territory
from nscl.productivity.queries.joining import sums_in_words
from nscl.productivity.queries.klems_figures import klems_of
from nscl.productivity.queries.questions import question_rows
from nscl.productivity.queries.sector_figures import sectors_of
from nscl.productivity.queries.series_rows import QuestionRow
from nscl.productivity.queries.series_state import SeriesState, load_state
from nscl.productivity.rules.computing.given import Given, options_of
from nscl.productivity.rules.runs import RunValues
from nscl.productivity.rules.series_values import SeriesKey


@dataclass(frozen=True, slots=True)
class Prepared:
    """One series in its base unit (tỷ đồng, nghìn người, triệu giờ, a fraction, an index).

    vintages: numbers of what it was made of.
    """

    series: Series
    vintages: tuple[int, ...]
    notes: tuple[str, ...]
    problems: tuple[DataProblem, ...]
    open_questions: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class PreparedFigures:
    """What a run is computed from. Every year that there is, not only the run's.

    sectors: sector → year → figures, of the years that every sector has; research: at constant prices; capacity: a
    fraction; surveyed: year and closing stock of fixed assets; inputs: numbers of vintages; rows: (key, name, unit,
    year, value) of everything that was taken; problems: what could not be prepared, each with its remedy.
    """

    figures: Figures
    sectors: Mapping[str, Mapping[int, SectorYear]]
    sector_names: Mapping[str, str]
    research: Series | None
    capacity: Series | None
    surveyed: tuple[int, float] | None
    inputs: tuple[int, ...]
    rows: tuple[tuple[str, str, str, int, float], ...]
    notes: tuple[str, ...]
    problems: tuple[DataProblem, ...]
    open_questions: tuple[QuestionRow, ...]


def prepared(
    unit_id: int,
    variable: Variable,
    *,
    breakdown: Breakdown = Breakdown.WHOLE,
    part: str = "",
    price_basis: PriceBasis = PriceBasis.NONE,
    base_year: int = 0,
) -> Prepared | None:
    """One series of a province as it is computed with; None where there are no figures. Nine queries at most."""
    territory = province_territory(unit_id)
    state = load_state([unit_id], territory=territory)
    own = territory.place(unit_id).unit_id
    found = state.joiner().effective(SeriesKey(own, variable, breakdown, part, price_basis, base_year))
    if found is None:
        return None
    vintages = tuple(dict.fromkeys(one.number for one in found.vintages))
    asked = _asked([one.number for one in found.questions], state)
    return Prepared(found.series, vintages, (*sums_in_words(found.sums), *found.notes), found.problems, asked)


def prepare_figures(unit_id: int, options: RunValues) -> PreparedFigures:
    """All that a province's series give a run. Nine queries for any number of series.

    Raises DataProblem without GRDP or workers, UnknownUnit.
    """
    territory = province_territory(unit_id)
    state = load_state([unit_id], territory=territory)
    shelf = Shelf(state.joiner(), territory.place(unit_id).unit_id)
    with as_stored():  # names and notes go into the run
        return _prepared_figures(shelf, state, options)


def _prepared_figures(shelf: Shelf, state: SeriesState, options: RunValues) -> PreparedFigures:
    output = _output(shelf, state)
    labour = shelf.plain("labour", Variable.WORKERS)
    if labour is None:
        remedy = _("Hãy nhập lao động có việc làm bình quân năm.")
        raise DataProblem(_("Lao động"), _("chưa có số liệu của tỉnh này."), remedy)
    fixed = shelf.constant("fixed_assets", Variable.FIXED_ASSETS)
    investment = _investment(shelf)
    figures = Figures(
        output=output,
        labour=labour,
        investment=investment,
        capital=fixed if investment is None else None,
        hours=shelf.plain("hours", Variable.HOURS),
        output_current=shelf.current("output_current", Variable.OUTPUT),
        labour_income=shelf.current("labour_income", Variable.LABOUR_INCOME),
        labour_share=shelf.plain("labour_share", Variable.LABOUR_SHARE),
        workers=_workers(shelf),
        assets=_assets(shelf, options) if options.capital_input is CapitalInput.SERVICES else {},
    )
    surveyed = min(fixed.values.items()) if fixed is not None else None
    stock = options_of(options, Given(figures, surveyed=surveyed)).capital
    figures = replace(figures, klems=klems_of(shelf, figures, stock))
    sectors, names = sectors_of(shelf)
    research = shelf.constant("research", Variable.RESEARCH)
    capacity = shelf.plain("capacity_use", Variable.CAPACITY_USE)
    questions = {one.number for used in shelf.used.values() for one in used.questions}
    return PreparedFigures(
        figures=figures,
        sectors=sectors,
        sector_names=names,
        research=research,
        capacity=capacity,
        surveyed=surveyed,
        inputs=tuple(sorted({one.number for used in shelf.used.values() for one in used.vintages})),
        rows=tuple((key, *row) for (key, _year), row in shelf.rows.items()),
        notes=(*sums_in_words(shelf.sums), *shelf.notes),
        problems=tuple(shelf.problems.values()),
        open_questions=_asked(questions, state),
    )


def _output(shelf: Shelf, state: SeriesState) -> Series:
    """GRDP at constant prices; chooses the base of everything: the one that comes nearest to today."""
    bases = {key: shelf.joiner.effective(key) for key in shelf.bases(Variable.OUTPUT)}
    had = {key: one.series.years for key, one in bases.items() if one is not None}
    if had:
        chosen = max(had, key=lambda key: (had[key][-1], len(had[key]), key.base_year))
        shelf.base_year = chosen.base_year
        _say_unlinked(shelf, state, chosen, list(had))
    else:
        indexes = [key.base_year for key in shelf.bases(Variable.OUTPUT_PRICE)]
        shelf.base_year = max(indexes, default=0)
    found = shelf.constant("output", Variable.OUTPUT) if shelf.base_year else None
    if found is None:
        remedy = _("Hãy nhập GRDP theo giá so sánh, hoặc GRDP giá hiện hành kèm chỉ số giá GRDP.")
        raise DataProblem("GRDP", _("chưa có số liệu giá so sánh của tỉnh này."), remedy)
    return found


def _say_unlinked(shelf: Shelf, state: SeriesState, chosen: SeriesKey, every: list[SeriesKey]) -> None:
    """A series on another base that is not put before the chosen one is left out, and said to be."""
    linked = {one.earlier for one in state.links}
    for key in every:
        own = state.loaded.get(key)
        if key != chosen and (own is None or own.number not in linked):
            note = _("GRDP giá so sánh %(base)s chưa nối vào gốc %(chosen)s nên không dùng.")
            shelf.notes[note % {"base": key.base_year, "chosen": chosen.base_year}] = None


def _investment(shelf: Shelf) -> Series | None:
    """Investment as it was realised, else gross capital formation."""
    found = shelf.constant("investment", Variable.INVESTMENT)
    if found is None:
        found = shelf.constant("investment", Variable.CAPITAL_FORMATION)
        if found is not None:
            shelf.notes[_("Vốn đầu tư: dùng tích lũy tài sản gộp.")] = None
    return found


def _workers(shelf: Shelf) -> dict[str, Workers]:
    """Workers by education with what one of them earns."""
    kinds = {}
    for part in shelf.parts(Breakdown.EDUCATION, Variable.WORKERS):
        people = shelf.plain(f"labour:{part}", Variable.WORKERS, Breakdown.EDUCATION, part)
        wage = shelf.current(f"wage:{part}", Variable.WAGES, Breakdown.EDUCATION, part)
        if people is not None and wage is not None:
            kinds[part] = Workers(people, wage)
        elif people is not None:
            remedy = _("Hãy nhập thu nhập bình quân theo trình độ; thiếu thì không tính chất lượng lao động.")
            shelf.doubt(DataProblem(people.name, _("không có thu nhập bình quân của trình độ này."), remedy))
            return {}
    return kinds


def _assets(shelf: Shelf, options: RunValues) -> dict[str, AssetFigures]:
    """Investment by kind of assets with its price, for capital services."""
    kinds = {}
    for part in shelf.parts(Breakdown.ASSET, Variable.INVESTMENT):
        invested = shelf.constant(f"investment:{part}", Variable.INVESTMENT, Breakdown.ASSET, part)
        if invested is None:
            continue
        index = shelf.index(Variable.INVESTMENT_PRICE, Breakdown.ASSET, part)
        at_base = index.series.values.get(shelf.base_year) if index is not None else None
        if index is None or not at_base:
            why = _("không có chỉ số giá của loại tài sản này, gồm năm %(year)s.") % {"year": shelf.base_year}
            remedy = _("Hãy nhập chỉ số giá vốn đầu tư theo loại tài sản, hoặc chọn vốn là trữ lượng.")
            shelf.doubt(DataProblem(invested.name, why, remedy))
            return {}
        price = {year: value / at_base for year, value in index.series.values.items()}
        named = shelf.put(f"price:{part}", Series(index.series.name, _("năm gốc = 1"), price))
        kinds[part] = AssetFigures(invested, named, options.depreciation)
    return kinds


def _asked(numbers: set[int] | list[int], state: SeriesState) -> tuple[QuestionRow, ...]:
    if not numbers:
        return ()
    return question_rows(SeriesQuestion.objects.filter(pk__in=list(numbers)), state)

"""How the size of an organisation comes out: the rule and its inputs."""

from __future__ import annotations

from datetime import date

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation, OrganisationFigures
from nscl.organisations.queries.access import load_organisation
from nscl.organisations.queries.reference_data import industries, norms
from nscl.organisations.queries.rows import SizeExplanation
from nscl.organisations.rules.reach import RegistryViewer
from nscl.organisations.rules.sizes import YearFigures, deciding_year, sizing_on, without_zeros
from nscl.rulebook.size import Sector, SizeClass


def explain_size(viewer: RegistryViewer | None, number: int, *, on: date) -> SizeExplanation:
    """The size on a day with every comparison, or with what is missing. Raises OrganisationMissing."""
    row = load_organisation(viewer, number)
    return explain_row(row, on, [figures_of(one) for one in row.figures.order_by("year")])


def preview_size(viewer: RegistryViewer | None, number: int, *, figures: YearFigures, on: date) -> SizeExplanation:
    """`explain_size` as if `figures` were declared for their year already. Raises OrganisationMissing."""
    row = load_organisation(viewer, number)
    others = [figures_of(one) for one in row.figures.exclude(year=figures.year).order_by("year")]
    return explain_row(row, on, sorted([*others, figures], key=lambda one: one.year))


def explain_row(row: Organisation, on: date, declared: list[YearFigures]) -> SizeExplanation:
    """The same over a stored row and what is declared for it, by year."""
    year = deciding_year(row.founded_on, on)
    deciding = next((one for one in declared if one.year == year), None)
    older = [one for one in declared if one.year < year]
    sector = sector_of(row)
    sizing = sizing_on(
        kind=OrganisationKind(row.kind),
        sector=sector,
        figures=deciding,
        founded_on=row.founded_on,
        on=on,
        rulebook=norms(),
    )
    return SizeExplanation(
        on=on,
        year=year,
        sector=sector,
        figures=deciding,
        sizing=sizing,
        stored=SizeClass(row.size) if row.size else None,
        stored_on=row.size_on,
        older=older[-1] if older and deciding is None else None,
    )


def sector_of(row: Organisation) -> Sector | None:
    """Production or services by the main line of business; None: not known."""
    section = industries().section_of(row.industry, row.industry_edition) if row.industry else None
    return section.sector if section else None


def figures_of(row: OrganisationFigures) -> YearFigures:
    """The figures of a stored year."""
    return YearFigures(row.year, without_zeros(row.workers), row.revenue_vnd, row.capital_vnd)

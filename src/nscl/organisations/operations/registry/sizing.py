"""Figures of a year, and the size class that they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation, OrganisationFigures
from nscl.organisations.models.facts import FIRST_YEAR
from nscl.organisations.operations.registry.entries import one_line, too_long
from nscl.organisations.operations.registry.errors import FieldProblem, InvalidEntry
from nscl.organisations.operations.registry.rows import locked, reference
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.queries.reference_data import norms
from nscl.organisations.queries.sizes import figures_of, sector_of
from nscl.organisations.rules.reach import RegistryViewer
from nscl.organisations.rules.sizes import YearFigures, latest_sizing, without_zeros
from nscl.records.operations import Actor, Change, record_event
from nscl.rulebook.size import SIZE_NAMES, SizeClass
from nscl.text.formats import format_number

# No organisation of a province has more: a slip of three noughts is caught, the largest enterprise is not.
MOST_WORKERS = Decimal(1_000_000)
MOST_VND = 10**16
_SOURCE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class FiguresEntry(YearFigures):
    """Figures of a year with where they come from ("báo cáo tài chính 2025"); None: not declared."""

    source: str = ""


@transaction.atomic
def state_figures(
    *, number: int, figures: FiguresEntry, viewer: RegistryViewer | None, by: Actor, at: datetime
) -> None:
    """Write the figures of a year, in place of those that were there, and compute the size anew.

    Raises OrganisationMissing, OrganisationMerged, InvalidEntry.
    """
    row = locked(viewer, number)
    on = localdate(at)
    problems = _problems(figures, on)
    if problems:
        raise InvalidEntry(problems)
    workers = figures.workers
    stored: dict[str, object] = {
        # As the column has it; the law counts means of month-ends, which have a fraction.
        "workers": None if workers is None else workers.quantize(Decimal("0.1"), ROUND_HALF_UP),
        "revenue_vnd": figures.revenue_vnd,
        "capital_vnd": figures.capital_vnd,
        "source": one_line(figures.source),
    }
    known = OrganisationFigures.objects.filter(organisation=row, year=figures.year).first()
    with as_stored():
        changes = _changes(known, stored, figures.year)
    if not changes:
        return
    OrganisationFigures.objects.update_or_create(
        organisation=row, year=figures.year, defaults=stored | {"stated_at": at, "stated_by_id": by.number}
    )
    before = row.size
    refresh_size(row, on)
    if before != row.size:
        with as_stored():
            changes.append(Change(_("Quy mô"), size_in_words(before), size_in_words(row.size)))
    row.version += 1
    row.save(update_fields=["size", "size_on", "version"])
    record_event(action="organisation.figures_stated", by=by, at=at, subject=reference(row), changes=changes)


def refresh_size(row: Organisation, on: date) -> None:
    """Put what the latest figures give into the row; nothing is saved yet."""
    declared = [figures_of(one) for one in row.figures.order_by("year")]
    size, day = latest_sizing(
        kind=OrganisationKind(row.kind),
        sector=sector_of(row),
        declared=declared,
        founded_on=row.founded_on,
        on=on,
        rulebook=norms(),
    )
    row.size, row.size_on = (size.value if size else ""), day


def size_in_words(size: str) -> str:
    """A stored size as it is called; "" for none."""
    return SIZE_NAMES[SizeClass(size)] if size else ""


def _problems(figures: FiguresEntry, on: date) -> list[FieldProblem]:
    problems = []
    if not FIRST_YEAR <= figures.year <= on.year:
        years = {"first": FIRST_YEAR, "last": on.year}
        problems.append(FieldProblem("year", _("Năm phải từ %(first)s đến %(last)s.") % years))
    most: dict[str, Decimal | int] = {"workers": MOST_WORKERS, "revenue_vnd": MOST_VND, "capital_vnd": MOST_VND}
    given = {name: getattr(figures, name) for name in most}
    for name, value in given.items():
        if value is not None and not 0 <= value <= most[name]:
            message = _("Số này phải từ 0 đến %(most)s; hãy xem lại đơn vị tính.") % {"most": format_number(most[name])}
            problems.append(FieldProblem(name, message))
    if all(value is None for value in given.values()):
        problems.append(FieldProblem("workers", _("Hãy ghi ít nhất một số: lao động, doanh thu hoặc nguồn vốn.")))
    return problems + too_long("source", figures.source, _SOURCE_LENGTH)


def _changes(known: OrganisationFigures | None, stored: Mapping[str, object], year: int) -> list[Change]:
    labels = {
        "workers": _("Lao động %(year)s"),
        "revenue_vnd": _("Doanh thu %(year)s"),
        "capital_vnd": _("Nguồn vốn %(year)s"),
        "source": _("Nguồn số liệu %(year)s"),
    }
    changes = []
    for name, value in stored.items():
        before = getattr(known, name) if known else ("" if name == "source" else None)
        if before != value:
            changes.append(Change(labels[name] % {"year": year}, shown_figure(before), shown_figure(value)))
    return changes


def shown_figure(value: object) -> str:
    """A figure or its source in words; "" for none."""
    if isinstance(value, Decimal):
        value = without_zeros(value)
    if isinstance(value, (int, Decimal)):
        return format_number(value)
    return "" if value is None else str(value)

"""A province written into a file for another deployment: which can be, and the writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.province_package import Manifest, file_name_of, write_package
from nscl.institutions.queries import UnitRow, unit_by_id
from nscl.institutions.queries.units import territory_ids
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan
from nscl.plans.rules import plan_label
from nscl.records.signing import Signer
from nscl.reporting.enums import ReportState, RoundKind
from nscl.reporting.models import ReportEdition
from nscl.reporting.queries.figures import collect_province, newest_set, scope_of_plan, stored_figures
from nscl.reporting.queries.package_contents import Contents, households_of
from nscl.text.folding import fold


class NothingToSend(LookupError):
    """The plan has no issued report of the year. `str()` says so, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportRow:
    """A year of a plan that can be sent. edition: of the issued report; None: live figures alone."""

    plan_id: int
    plan_slug: str
    plan_label: str
    unit_id: int
    province: str
    year: int
    edition: int | None
    edition_number: int | None
    is_sample: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenPackage:
    """What was written. rows: of all tables; edition: of the report, 0 for live figures."""

    file_name: str
    rows: int
    edition: int
    left_out: int
    is_sample: bool

    @property
    def is_live(self) -> bool:
        """Whether its figures are of no issued report."""
        return self.edition == 0


def exportable(viewer: Viewer, on: date) -> tuple[ExportRow, ...]:
    """Issued yearly reports of the provinces for which the viewer may issue, the newest year first; and of each plan
    that runs, the year of the day. Four queries at most.
    """
    viewer.require(Permission.ISSUE_REPORTS)
    reach = viewer.units_with(Permission.ISSUE_REPORTS)
    issued = ReportEdition.objects.filter(state=ReportState.ISSUED, round__kind=RoundKind.YEARLY)
    plans = Plan.objects.filter(period_start__lte=on.year, period_end__gte=on.year)
    if reach is not None:
        issued = issued.filter(round__unit__in=list(reach))
        plans = plans.filter(unit__in=list(reach))
    found = [_issued_row(one) for one in issued.select_related("round__plan__unit", "round__unit").order_by("pk")]
    known = {(one.plan_id, one.year) for one in found}
    running = plans.filter(editions__state=EditionState.ISSUED).select_related("unit").order_by("pk").distinct()
    found += [_live_row(one, on.year) for one in running if (one.pk, on.year) not in known]
    return tuple(sorted(found, key=lambda one: (-one.year, one.province, one.plan_label)))


def _issued_row(edition: ReportEdition) -> ExportRow:
    plan = edition.round.plan
    return ExportRow(
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=edition.round.unit_id,
        province=edition.round.unit.name,
        year=edition.round.year,
        edition=edition.ordinal,
        edition_number=edition.pk,
        is_sample=edition.is_sample,
    )


def _live_row(plan: Plan, year: int) -> ExportRow:
    return ExportRow(
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=plan.unit_id,
        province=plan.unit.name,
        year=year,
        edition=None,
        edition_number=None,
        is_sample=False,
    )


def write_province_package(
    stream: IO[bytes],
    *,
    viewer: Viewer | None,
    plan_id: int,
    year: int,
    at: datetime,
    on: date,
    signer: Signer,
    deployment: str,
    software: str,
    is_live: bool = False,
) -> WrittenPackage:
    """Write a province and year into a binary stream: its issued yearly report, or its live figures where asked.

    on: the day by which figures are live and reports late. In Vietnamese, whatever language is spoken. Nothing is
    written to the database. Raises NothingToSend, NotAllowed without ISSUE_REPORTS for the province, ScopeNotFound for
    a plan that is not in force.
    """
    with translation.override("vi"):
        contents, unit, edition, is_sample = _contents(viewer, plan_id, year, on, is_live=is_live)
        plan = Plan.objects.select_related("unit").get(pk=plan_id)
        manifest = Manifest(
            software=software,
            deployment=deployment,
            key_id=signer.key_id,
            unit_code=unit.code,
            unit_name=unit.label,
            plan_slug=plan.slug,
            plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
            year=year,
            edition=edition,
            as_of=contents.figures.as_of,
            made_at=at.replace(microsecond=0),
            is_sample=is_sample,
            left_out=contents.left_out,
        )
        written = write_package(stream, manifest, contents.tables(), sign=lambda text: signer.sign(text.decode()))
    return WrittenPackage(
        file_name=file_name_of(fold(unit.name).replace(" ", "-"), year),
        rows=sum(written.rows.values()),
        edition=edition,
        left_out=contents.left_out,
        is_sample=is_sample,
    )


def _contents(
    viewer: Viewer | None, plan_id: int, year: int, on: date, *, is_live: bool
) -> tuple[Contents, UnitRow, int, bool]:
    """What is sent, of which province, which edition (0: live), and whether made-up records may be in it."""
    if is_live:
        scope = scope_of_plan(plan_id, year, on)
        _require(viewer, scope.unit_id)
        figures = collect_province(scope, with_records=True)
        contents = Contents(
            plan_id=plan_id,
            unit_ids=scope.unit_ids,
            year=year,
            figures=figures,
            set_id=None,
            on=on,
            households=households_of(plan_id, scope.unit_ids),
        )
        return contents, unit_by_id(scope.unit_id), 0, figures.is_sample
    edition = _edition(plan_id, year)
    unit = edition.round.unit_id
    _require(viewer, unit)
    head = newest_set(edition_id=edition.pk)
    if head is None:
        raise _nothing(year)
    figures = stored_figures(head.number)
    units = territory_ids(unit)
    contents = Contents(
        plan_id=plan_id,
        unit_ids=units,
        year=year,
        figures=figures,
        set_id=head.number,
        on=localdate(edition.frozen_at) if edition.frozen_at else on,
        households=households_of(plan_id, units),
    )
    return contents, unit_by_id(unit), edition.ordinal, edition.is_sample or figures.is_sample


def _require(viewer: Viewer | None, unit_id: int) -> None:
    if viewer is not None:
        viewer.require(Permission.ISSUE_REPORTS, unit_id)


def _edition(plan_id: int, year: int) -> ReportEdition:
    rows = ReportEdition.objects.filter(
        state=ReportState.ISSUED, round__plan=plan_id, round__year=year, round__kind=RoundKind.YEARLY
    )
    found = rows.select_related("round").order_by("-ordinal").first()
    if found is None:
        raise _nothing(year)
    return found


def _nothing(year: int) -> NothingToSend:
    return NothingToSend(
        _("Kế hoạch chưa có báo cáo năm %(year)s đã ban hành. Hãy ban hành báo cáo, hoặc chọn gửi số liệu hiện thời.")
        % {"year": year}
    )

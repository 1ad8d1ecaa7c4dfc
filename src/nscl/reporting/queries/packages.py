"""Packages that were received, what they tell, and the keys by which they are believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.institutions.rules import label_of
from nscl.plans.queries.access import computed
from nscl.plans.rules import figure_in_words, plain_number
from nscl.progress.catalogue import find
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.reporting.models import ReceivedMeasure, ReceivedPackage, ReceivedSupport, ReceivedTimeliness, TrustedKey


class PackageMissing(LookupError):
    """No such package, or none that the person may see."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageRow:
    """A package. edition: of the report, 0 for live figures; stands: no newer one of its province, year and plan."""

    number: int
    unit_id: int
    unit_code: str
    province: str
    year: int
    plan_label: str
    edition: int
    made_at: datetime
    taken_at: datetime
    taken_by: str
    superseded_at: datetime | None
    file_name: str
    sha256: str
    rows: int
    software: str
    format_version: int
    key_id: str
    key_name: str
    is_revoked: bool
    is_sample: bool

    @property
    def is_live(self) -> bool:
        """Whether its figures are of no issued report."""
        return self.edition == 0

    @property
    def stands(self) -> bool:
        """Whether it is the newest of its province, year and plan."""
        return self.superseded_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceivedMeasureRow:
    """A measure as a package tells it; indicator_name: of the catalogue, its own label where there is no such code."""

    indicator: str
    indicator_name: str
    label: str
    figure: str
    unit: str
    when: MeasureWhen
    of: str
    phase_start: int
    phase_end: int
    value: Decimal | None
    value_year: Decimal | None
    status: StandingStatus
    source: ValueSource


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceivedSupportRow:
    """A grant as a package tells it."""

    tax_code: str
    name: str
    content: str
    vnd: int
    year: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceivedTimelinessRow:
    """How agencies reported in a year, as a package tells it."""

    year: int
    asked: int
    submitted: int
    on_time: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PackagePage:
    """A package with what it tells. supports: () for who does not see support over the country; supported: how many."""

    row: PackageRow
    measures: tuple[ReceivedMeasureRow, ...]
    supports: tuple[ReceivedSupportRow, ...]
    supported: int
    timeliness: tuple[ReceivedTimelinessRow, ...]
    may_see_supports: bool


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyRow:
    """A trusted key with the province that it may send. packages: how many of its packages were taken in."""

    number: int
    key_id: str
    name: str
    unit_id: int
    province: str
    pem: str
    added_at: datetime
    added_by: str
    revoked_at: datetime | None
    revoked_by: str
    revoked_why: str
    packages: int

    @property
    def is_revoked(self) -> bool:
        """Whether nothing signed with it is taken any more."""
        return self.revoked_at is not None


def sees_packages(viewer: Viewer) -> bool:
    """Whether the person sees what other deployments sent: who takes it in, or sees all reports of the country."""
    takes = viewer.may(Permission.TAKE_IN_PACKAGES)
    return takes or (viewer.may(Permission.VIEW_REPORTS) and viewer.units_with(Permission.VIEW_REPORTS) is None)


def list_packages(viewer: Viewer) -> tuple[PackageRow, ...]:
    """All packages, the newest taken in first. One query. Raises NotAllowed."""
    return tuple(_row(one) for one in _visible(viewer).order_by("-taken_at", "-pk"))


def find_package(viewer: Viewer, number: int) -> PackagePage:
    """A package with what it tells. Four queries at most. Raises PackageMissing, NotAllowed."""
    found = _visible(viewer).filter(pk=number).first()
    if found is None:
        raise PackageMissing(str(number))
    may_see = viewer.may(Permission.VIEW_SUPPORT) and viewer.units_with(Permission.VIEW_SUPPORT) is None
    supports = ReceivedSupport.objects.filter(package=number)
    columns = ("tax_code", "name", "content", "vnd", "year")
    rows = (
        tuple(ReceivedSupportRow(**one) for one in supports.order_by("name", "pk").values(*columns)) if may_see else ()
    )
    years = ReceivedTimeliness.objects.filter(package=number).order_by("-year")
    return PackagePage(
        row=_row(found),
        measures=tuple(_measure(one) for one in ReceivedMeasure.objects.filter(package=number).order_by("position")),
        supports=rows,
        supported=len(rows) if may_see else supports.count(),
        timeliness=tuple(ReceivedTimelinessRow(**one) for one in years.values("year", "asked", "submitted", "on_time")),
        may_see_supports=may_see,
    )


def package_file(viewer: Viewer, number: int) -> PackageFile:
    """A package byte for byte as it came; it tells of organisations. One query.

    Raises PackageMissing, NotAllowed without VIEW_SUPPORT over the country too.
    """
    if viewer.units_with(Permission.VIEW_SUPPORT) is not None:
        raise NotAllowed(Permission.VIEW_SUPPORT)
    found = _visible(viewer).filter(pk=number).values_list("file_name", "content").first()
    if found is None:
        raise PackageMissing(str(number))
    return PackageFile(found[0], bytes(found[1]))


def list_keys(viewer: Viewer) -> tuple[KeyRow, ...]:
    """All trusted keys by province; the revoked ones come last. One query. Raises NotAllowed."""
    _require(viewer)
    rows = TrustedKey.objects.select_related("unit", "added_by", "revoked_by").annotate(sent=Count("packages"))
    found = rows.order_by("unit__code", "added_at", "pk")
    return tuple(sorted((_key(one) for one in found), key=lambda one: one.is_revoked))


def number_of_key(key_id: str) -> int | None:
    """The number under which a key is kept; None where it is not. One query. For whoever runs the machine."""
    return TrustedKey.objects.filter(key_id=key_id).values_list("pk", flat=True).first()


def _require(viewer: Viewer) -> None:
    if not sees_packages(viewer):
        raise NotAllowed(Permission.TAKE_IN_PACKAGES)


def _visible(viewer: Viewer) -> QuerySet[ReceivedPackage]:
    _require(viewer)
    rows = ReceivedPackage.objects.filter(sealed_at__isnull=False).select_related("unit", "key", "taken_by")
    return rows.defer("content")


def _row(one: ReceivedPackage) -> PackageRow:
    return PackageRow(
        number=one.pk,
        unit_id=one.unit_id,
        unit_code=one.unit.code,
        province=label_of(one.unit.kind, one.unit.name),
        year=one.year,
        plan_label=one.plan_label,
        edition=one.edition,
        made_at=one.made_at,
        taken_at=one.taken_at,
        taken_by=one.taken_by.full_name if one.taken_by else "",
        superseded_at=one.superseded_at,
        file_name=one.file_name,
        sha256=one.sha256,
        rows=one.rows,
        software=one.software,
        format_version=one.format_version,
        key_id=one.key.key_id,
        key_name=one.key.name,
        is_revoked=one.key.revoked_at is not None,
        is_sample=one.is_sample,
    )


def _measure(one: ReceivedMeasure) -> ReceivedMeasureRow:
    known = find(one.indicator)
    target_to = None if one.target_to is None else plain_number(one.target_to)
    return ReceivedMeasureRow(
        indicator=one.indicator,
        indicator_name=known.label if known else one.label,
        label=one.label,
        figure=figure_in_words(MeasureOp(one.op), plain_number(one.target), target_to, one.unit),
        unit=one.unit,
        when=MeasureWhen(one.when),
        of=one.of,
        phase_start=one.phase_start,
        phase_end=one.phase_end,
        value=None if one.value is None else plain_number(one.value),
        value_year=None if one.value_year is None else plain_number(one.value_year),
        status=StandingStatus(one.status),
        source=ValueSource(one.source),
    )


def _key(one: TrustedKey) -> KeyRow:
    return KeyRow(
        number=one.pk,
        key_id=one.key_id,
        name=one.name,
        unit_id=one.unit_id,
        province=label_of(one.unit.kind, one.unit.name),
        pem=one.pem,
        added_at=one.added_at,
        added_by=one.added_by.full_name if one.added_by else "",
        revoked_at=one.revoked_at,
        revoked_by=one.revoked_by.full_name if one.revoked_by else "",
        revoked_why=one.revoked_why,
        packages=computed(one, "sent"),
    )

"""Organisations supported more than once, by tax code, over provinces and contents: here, and as packages tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import units_on
from nscl.reporting.models import ReceivedPackage, ReceivedSupport
from nscl.reporting.queries.received import Holders, holders, standing_packages
from nscl.reporting.rules.comparing import Origin
from nscl.reporting.rules.twice import Granted, Twice, content_key, enterprise_code, how_twice
from nscl.support.enums import GRANTED
from nscl.support.models import SupportCase
from nscl.support.queries.access import case_label, visible_cases
from nscl.support.queries.rulebook import vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class GrantRow:
    """One grant. case: its number here; package: the one that told it. content: in words; vnd: approved."""

    unit_id: int
    province: str
    origin: Origin
    case: int | None
    case_label: str
    package: int | None
    name: str
    tax_code: str
    content: str
    content_key: str
    vnd: int
    year: int
    is_sample: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TwiceRow:
    """An organisation with all its grants, the oldest first. tax_code: of the enterprise, without its branches."""

    tax_code: str
    name: str
    kind: Twice
    grants: tuple[GrantRow, ...]

    @property
    def vnd(self) -> int:
        """What all of them come to."""
        return sum(one.vnd for one in self.grants)

    @property
    def provinces(self) -> tuple[str, ...]:
        """Where it was supported, each once."""
        return tuple(dict.fromkeys(one.province for one in self.grants))


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportedTwice:
    """Those found, the most serious first. grants: among how many grants was looked; packages: told by how many."""

    rows: tuple[TwiceRow, ...]
    grants: int
    packages: int

    @property
    def is_sample(self) -> bool:
        """Whether made-up cases are among them."""
        return any(one.is_sample for row in self.rows for one in row.grants)


def supported_twice(viewer: Viewer, on: date, year: int | None = None) -> SupportedTwice:
    """Organisations with more than one grant (approved or further), by tax code.

    year: at least one of the grants is of it. Cases of the provinces whose support the viewer sees; what packages tell
    only where they see the support of the whole country, and of provinces that have no granted case here. Those without
    a tax code are compared by their number here. Raises NotAllowed without VIEW_SUPPORT. At most seven queries.
    """
    viewer.require(Permission.VIEW_SUPPORT)
    provinces = {unit.id: unit.label for unit in units_on(on, UnitLevel.PROVINCE)}
    cases = _cases(viewer)
    packages = _packages(viewer)
    owner = holders(list(provinces), [*(one.unit for one in cases), *(one.unit_id for one in packages.values())])
    here = {owner.get(one.unit, one.unit) for one in cases}
    used = [number for number, one in packages.items() if owner.get(one.unit_id, one.unit_id) not in here]
    told = _told(used)
    counts = Counter([one.key for one in cases] + [one.key for one in told])
    many = {key for key, number in counts.items() if number > 1}
    places = _Places(provinces, owner)
    grants: dict[str, list[GrantRow]] = defaultdict(list)
    for key, grant in _granted_here([one for one in cases if one.key in many], places):
        grants[key].append(grant)
    for key, grant in _granted_there([one for one in told if one.key in many], packages, places):
        grants[key].append(grant)
    rows = [_row(key, found) for key, found in grants.items() if year is None or year in {one.year for one in found}]
    order = list(Twice)
    return SupportedTwice(
        rows=tuple(sorted(rows, key=lambda one: (order.index(one.kind), -one.vnd, one.tax_code))),
        grants=len(cases) + len(told),
        packages=len(used),
    )


class _Found(NamedTuple):
    """A grant before it is known whether there is another one of the same organisation."""

    number: int
    unit: int
    key: str


@dataclass(frozen=True, slots=True)
class _Places:
    """The provinces of the day and which rows of provinces they hold."""

    names: Mapping[int, str]
    owner: Holders

    def of(self, unit: int) -> tuple[int, str]:
        """The province of the day that a row of a province belongs to."""
        number = self.owner.get(unit, unit)
        return number, self.names.get(number, "")


def _cases(viewer: Viewer) -> list[_Found]:
    """The granted cases that the viewer sees. Those of one lineage share one history of support. One query."""
    rows = visible_cases(viewer).filter(state__in=GRANTED).order_by("pk")
    columns = ("pk", "unit_id", "organisation_id", "organisation__lineage_id")
    codes = ("organisation__tax_code", "organisation__lineage__tax_code")
    return [
        _Found(number, unit, enterprise_code(head_code or code or "") or f"#{head or organisation}")
        for number, unit, organisation, head, code, head_code in rows.values_list(*columns, *codes)
    ]


def _packages(viewer: Viewer) -> dict[int, ReceivedPackage]:
    if viewer.units_with(Permission.VIEW_SUPPORT) is not None:
        return {}
    return {one.pk: one for one in standing_packages(viewer).order_by("pk")}


def _told(packages: Sequence[int]) -> list[_Found]:
    if not packages:
        return []
    rows = ReceivedSupport.objects.filter(package__in=list(packages)).order_by("pk")
    return [
        _Found(number, package, enterprise_code(code))
        for number, package, code in rows.values_list("pk", "package_id", "tax_code")
    ]


def _granted_here(found: Sequence[_Found], places: _Places) -> Iterator[tuple[str, GrantRow]]:
    keys = {one.number: one.key for one in found}
    if not keys:
        return
    rows = SupportCase.objects.filter(pk__in=list(keys)).select_related("organisation").order_by("decided_at", "pk")
    names = vocabulary().contents
    for case in rows:
        unit, province = places.of(case.unit_id)
        yield (
            keys[case.pk],
            GrantRow(
                unit_id=unit,
                province=province,
                origin=Origin.HERE,
                case=case.pk,
                case_label=case_label(case.year, case.number),
                package=None,
                name=case.organisation.name,
                tax_code=case.organisation.tax_code or "",
                content=names.get(case.content, case.content),
                content_key=content_key(case.content, ""),
                vnd=case.approved_vnd or 0,
                year=case.year or 0,
                is_sample=case.is_sample,
            ),
        )


def _granted_there(
    found: Sequence[_Found], packages: Mapping[int, ReceivedPackage], places: _Places
) -> Iterator[tuple[str, GrantRow]]:
    keys = {one.number: one.key for one in found}
    if not keys:
        return
    for row in ReceivedSupport.objects.filter(pk__in=list(keys)).order_by("year", "pk"):
        package = packages[row.package_id]
        unit, province = places.of(package.unit_id)
        yield (
            keys[row.pk],
            GrantRow(
                unit_id=unit,
                province=province,
                origin=Origin.PACKAGE,
                case=None,
                case_label="",
                package=package.pk,
                name=row.name,
                tax_code=row.tax_code,
                content=row.content,
                content_key=content_key(row.content_code, row.content),
                vnd=row.vnd,
                year=row.year,
                is_sample=package.is_sample,
            ),
        )


def _row(key: str, grants: Sequence[GrantRow]) -> TwiceRow:
    kind = how_twice([Granted(one.unit_id, one.content_key) for one in grants])
    return TwiceRow(
        tax_code="" if key.startswith("#") else key,
        name=grants[0].name,
        kind=kind,
        grants=tuple(sorted(grants, key=lambda one: one.year)),
    )

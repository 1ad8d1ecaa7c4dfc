"""Organisations of the registry, made by the real operations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from itertools import count

from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import FlagKind, OrganisationKind, RiskLevel, VsicEdition
from nscl.organisations.operations import registry
from nscl.organisations.operations.registry import FiguresEntry, FlagEntry, OrganisationEntry
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, BAC_NINH

MILLION = 1_000_000
BILLION = 1000 * MILLION
# A small enterprise in manufacturing, by the figures that decide on AT's day.
SMALL = FiguresEntry(
    year=2025, workers=Decimal(60), revenue_vnd=30 * BILLION, capital_vnd=15 * BILLION, source="báo cáo tài chính"
)
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)  # of the check digit (vietnam.md C5)
_serials = count(1_000_000)
_names = count(1)


def tax_code_for(serial: int, region: str = "24") -> str:
    """A code of ten digits with the right check digit; the serial moves on where it would have none."""
    digits = f"{region}{serial:07d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
    return tax_code_for(serial + 1, region) if rest == 0 else f"{digits}{(10 - rest) % 11}"


def next_tax_code() -> str:
    """A valid code that no other organisation of the run has."""
    return tax_code_for(next(_serials) * 2)


def commune_id(code: str, at: datetime = AT) -> int:
    """The commune that bears a code on a day."""
    return unit_by_code(code, on=at.date()).id


def make_organisation(
    name: str = "",
    *,
    kind: OrganisationKind = OrganisationKind.ENTERPRISE,
    province: str = BAC_NINH,
    commune: str = "",
    tax_code: str = "",
    industry: str = "",
    edition: VsicEdition | None = None,
    phone: str = "",
    email: str = "",
    address: str = "",
    figures: FiguresEntry | None = None,
    flags: Iterable[FlagEntry] = (),
    at: datetime = AT,
    is_sample: bool = False,
) -> int:
    """An organisation of a province (by its code), registered; returns the number. commune: a code of that day."""
    entry = OrganisationEntry(
        name=name or f"Công ty Thử {next(_names)}",
        kind=kind,
        tax_code=tax_code,
        commune_id=commune_id(commune, at) if commune else None,
        industry=industry,
        industry_edition=edition,
        phone=phone,
        email=email,
        address=address,
    )
    unit = unit_by_code(province, on=at.date())
    number = registry.register(entry=entry, unit_id=unit.id, viewer=None, by=SYSTEM, at=at, is_sample=is_sample)
    if figures is not None:
        registry.state_figures(number=number, figures=figures, viewer=None, by=SYSTEM, at=at)
    for flag in flags:
        registry.state_flag(number=number, flag=flag, viewer=None, by=SYSTEM, at=at)
    return number


def a_flag(
    kind: FlagKind = FlagKind.OCOP,
    *,
    product: str = "",
    holds: bool = True,
    at: datetime = AT,
) -> FlagEntry:
    """A flag in force since a day, complete for its kind."""
    about = product or ("cà phê bột" if kind in {FlagKind.OCOP, FlagKind.KEY_PRODUCT, FlagKind.KEY_EXPORT} else "")
    return FlagEntry(
        kind=kind,
        holds=holds,
        since=at.date(),
        basis="Quyết định 12/QĐ-UBND",
        product=about or ("mũ bảo hiểm" if kind is FlagKind.RISK else ""),
        stars=4 if holds and kind is FlagKind.OCOP else None,
        risk=RiskLevel.HIGH if holds and kind is FlagKind.RISK else None,
    )

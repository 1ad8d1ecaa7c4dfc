"""What the database itself refuses of the registry, each by its name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState, SuccessionKind
from nscl.organisations.models import (
    DistinctOrganisations,
    FormerName,
    Organisation,
    OrganisationFigures,
    OrganisationFlag,
    OrganisationMerge,
    OrganisationSeat,
    OrganisationSuccession,
)
from tests.factories.people import AT

pytestmark = pytest.mark.usefixtures("loaded")
DAY = date(2026, 1, 1)


def organisation(name: str = "Công ty Thử", **values: Any) -> Organisation:
    given = {"name": name, "folded": name.lower(), "kind": OrganisationKind.ENTERPRISE}
    return Organisation.objects.create(unit_id=unit_by_code("24", on=AT.date()).id, **(given | values))


def refuse(constraint: str, model: type[models.Model], **values: Any) -> None:
    """By the constraint's name, or on SQLite, where a broken unique one goes by its columns, by these."""
    with pytest.raises(IntegrityError, match=f"(?i){constraint}"), transaction.atomic():
        model._default_manager.create(**values)


def test_an_organisation_that_cannot_be() -> None:
    rows = Organisation.objects.filter(pk=organisation().pk)
    other = organisation("Công ty Khác")
    own = models.F("pk")
    refusals: list[tuple[str, dict[str, Any]]] = [
        ("organisations_kind", {"kind": "club"}),
        ("organisations_named", {"folded": ""}),
        ("organisations_tax_code_length", {"tax_code": "123"}),
        ("organisations_industry_edition", {"industry": "10"}),
        ("organisations_industry_edition", {"industry_edition": "2025"}),
        ("organisations_state_since", {"state": OrganisationState.GONE}),
        ("organisations_state_since", {"state_on": DAY}),
        ("organisations_size_since", {"size": "small"}),
        ("organisations_size_since", {"size": "huge", "size_on": DAY}),
        ("organisations_not_its_own", {"parent": own}),
        ("organisations_not_its_own", {"lineage": own}),
        ("organisations_not_its_own", {"merged_into": own}),
        ("organisations_merged_bare", {"merged_into": other, "tax_code": "0100109106"}),
    ]
    for constraint, values in refusals:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**values)


def test_names_seats_and_figures_that_cannot_be() -> None:
    one = organisation()
    refuse("organisations_former_named", FormerName, organisation=one, name="", folded="", until=DAY)
    seat = {"organisation": one, "unit": one.unit, "until": DAY}
    refuse("organisations_seat_forward", OrganisationSeat, **seat, since=date(2026, 1, 2))
    OrganisationSeat.objects.create(**seat)
    refuse("organisations_seat_once_a_day|organisation_id, .*until", OrganisationSeat, **seat)
    figures = {"organisation": one, "year": 2025, "stated_at": AT}
    refuse("organisations_figures_year", OrganisationFigures, **(figures | {"year": 1999}))
    for name in ("workers", "revenue_vnd", "capital_vnd"):
        refuse("organisations_figures_not_negative", OrganisationFigures, **figures, **{name: -1})
    OrganisationFigures.objects.create(**figures)
    refuse("organisations_figures_once_a_year|organisation_id, .*year", OrganisationFigures, **figures)


def test_flags_that_cannot_be() -> None:
    flag: dict[str, Any] = {
        "organisation": organisation(),
        "kind": FlagKind.EXPORT,
        "holds": True,
        "since": DAY,
        "basis": "x",
        "stated_at": AT,
    }
    refusals: list[tuple[str, dict[str, Any]]] = [
        ("organisations_flag_kind", {"kind": "x"}),
        ("organisations_flag_forward", {"until": date(2025, 12, 31)}),
        ("organisations_flag_basis", {"basis": ""}),
        ("organisations_flag_stars", {"kind": FlagKind.OCOP}),
        ("organisations_flag_stars", {"kind": FlagKind.OCOP, "stars": 2}),
        ("organisations_flag_stars", {"kind": FlagKind.OCOP, "holds": False, "stars": 4}),
        ("organisations_flag_stars", {"stars": 4}),
        ("organisations_flag_risk", {"kind": FlagKind.RISK}),
        ("organisations_flag_risk", {"risk": "high"}),
    ]
    for constraint, values in refusals:
        refuse(constraint, OrganisationFlag, **(flag | values))
    OrganisationFlag.objects.create(**flag)
    refuse("organisations_flag_once_now|organisation_id, .*kind", OrganisationFlag, **flag)


def test_kin_and_doubles_that_cannot_be() -> None:
    one, other = organisation(), organisation("Công ty Khác")
    step = {
        "predecessor": one,
        "successor": other,
        "kind": SuccessionKind.MERGED,
        "on": DAY,
        "basis": "x",
        "stated_at": AT,
    }
    refuse("organisations_succession_apart", OrganisationSuccession, **(step | {"successor": one}))
    refuse("organisations_succession_basis", OrganisationSuccession, **(step | {"basis": ""}))
    refuse("organisations_succession_kind", OrganisationSuccession, **(step | {"kind": "x"}))
    OrganisationSuccession.objects.create(**step)
    refuse("organisations_succession_once|predecessor_id", OrganisationSuccession, **step)
    merge = {"kept": one, "absorbed": other, "at": AT, "reason": "x"}
    refuse("organisations_double_of_two", OrganisationMerge, **(merge | {"absorbed": one}))
    refuse("organisations_double_why", OrganisationMerge, **(merge | {"reason": ""}))
    OrganisationMerge.objects.create(**merge)
    refuse("organisations_double_once|absorbed_id", OrganisationMerge, **merge)
    refuse("organisations_two_ordered", DistinctOrganisations, first=other, second=one, at=AT)
    DistinctOrganisations.objects.create(first=one, second=other, at=AT)
    refuse("organisations_two_once|first_id", DistinctOrganisations, first=one, second=other, at=AT)

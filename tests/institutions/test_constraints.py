"""Each named constraint refuses what it is for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.institutions.models import AdministrativeUnit, Agency, AgencySuccession, UnitSuccession

pytestmark = pytest.mark.django_db
# Codes and keys below are of no place and no body of the reference data.
START, END = date(2008, 8, 1), date(2025, 6, 30)


def province(**values: Any) -> AdministrativeUnit:
    given = {"level": "province", "kind": "province", "code": "97", "name": "Lạng Sơn", "folded": "lang son"}
    return AdministrativeUnit.objects.create(**{**given, "valid_from": START, **values})


def commune(parent: AdministrativeUnit | None, **values: Any) -> AdministrativeUnit:
    return province(**{"level": "commune", "kind": "commune", "code": "99999", "parent": parent, **values})


def agency(**values: Any) -> Agency:
    given = {"key": "so-khcn", "name": "Sở Khoa học và Công nghệ", "folded": "so", "kind": "department"}
    return Agency.objects.create(**{**given, "valid_from": START, **values})


def refused(name: str, columns: str = "") -> pytest.RaisesExc[IntegrityError]:
    """SQLite names the columns of a violated unique index, PostgreSQL the constraint."""
    return pytest.raises(IntegrityError, match=f"{name}|{columns}" if columns else name)


def test_institutions_unit_code_once_a_day() -> None:
    province(valid_to=END)
    with refused("institutions_unit_code_once_a_day", r"valid_from"), transaction.atomic():
        province(valid_to=END)


def test_institutions_unit_code_once_now() -> None:
    province()
    with refused("institutions_unit_code_once_now", r"unit\.level, .*unit\.code$"), transaction.atomic():
        province(valid_from=date(2025, 7, 1))


def test_institutions_unit_time_forward() -> None:
    with refused("institutions_unit_time_forward"), transaction.atomic():
        province(valid_to=date(2008, 7, 31))


def test_institutions_unit_level() -> None:
    with refused("institutions_unit_level|institutions_unit_kind"), transaction.atomic():
        commune(province(), level="hamlet")


def test_institutions_unit_kind() -> None:
    parent = province()
    with refused("institutions_unit_kind"), transaction.atomic():
        commune(parent, kind="city")
    with refused("institutions_unit_kind"), transaction.atomic():
        province(code="98", kind="ward")


def test_institutions_unit_parent() -> None:
    parent = province()
    with refused("institutions_unit_parent"), transaction.atomic():
        province(code="98", parent=parent)
    with refused("institutions_unit_parent"), transaction.atomic():
        commune(None)


def test_institutions_unit_succession_once() -> None:
    old, new = province(valid_to=END), province(code="98")
    given = {
        "predecessor": old,
        "successor": new,
        "on": date(2025, 7, 1),
        "basis": "NQ 202/2025/QH15",
        "confidence": "H",
    }
    UnitSuccession.objects.create(**given)
    with refused("institutions_unit_succession_once", r"successor_id"), transaction.atomic():
        UnitSuccession.objects.create(**given)


def test_institutions_unit_succession_apart() -> None:
    unit = province()
    given = {"predecessor": unit, "successor": unit, "on": START, "basis": "NQ 202/2025/QH15", "confidence": "H"}
    with refused("institutions_unit_succession_apart"), transaction.atomic():
        UnitSuccession.objects.create(**given)


@pytest.mark.parametrize("wrong", [{"basis": ""}, {"confidence": "X"}])
def test_institutions_unit_succession_cited(wrong: dict[str, str]) -> None:
    given = {"predecessor": province(valid_to=END), "successor": province(code="98"), "on": START}
    with refused("institutions_unit_succession_cited"), transaction.atomic():
        UnitSuccession.objects.create(**{**given, "basis": "NQ", "confidence": "H", **wrong})


def test_institutions_agency_once_a_day() -> None:
    unit = province()
    agency(unit=unit)
    with refused("institutions_agency_once_a_day", r"unit_id"), transaction.atomic():
        agency(unit=unit)


def test_institutions_national_once_a_day() -> None:
    agency(key="bo-mau")
    with refused("institutions_national_once_a_day", r"valid_from"), transaction.atomic():
        agency(key="bo-mau")


def test_institutions_agency_time_forward() -> None:
    with refused("institutions_agency_time_forward"), transaction.atomic():
        agency(valid_to=date(2008, 7, 31))


def test_institutions_agency_kind() -> None:
    with refused("institutions_agency_kind"), transaction.atomic():
        agency(kind="bureau")


def test_institutions_agency_succession_once() -> None:
    given = {"predecessor": agency(), "successor": agency(key="so-nnmt"), "on": START, "basis": "NQ", "confidence": "M"}
    AgencySuccession.objects.create(**given)
    with refused("institutions_agency_succession_once", r"successor_id"), transaction.atomic():
        AgencySuccession.objects.create(**given)


def test_institutions_agency_succession_apart() -> None:
    one = agency()
    given = {"predecessor": one, "successor": one, "on": START, "basis": "NQ", "confidence": "M"}
    with refused("institutions_agency_succession_apart"), transaction.atomic():
        AgencySuccession.objects.create(**given)


@pytest.mark.parametrize("wrong", [{"basis": ""}, {"confidence": ""}])
def test_institutions_agency_succession_cited(wrong: dict[str, str]) -> None:
    given = {"predecessor": agency(), "successor": agency(key="so-nnmt"), "on": START}
    with refused("institutions_agency_succession_cited"), transaction.atomic():
        AgencySuccession.objects.create(**{**given, "basis": "NQ", "confidence": "M", **wrong})

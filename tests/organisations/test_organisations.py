"""Registering organisations, listing them, and what the database refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.organisations.operations import register_organisation
from nscl.organisations.queries import list_organisations
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.text.tax_codes import TaxCodeError
from tests.factories.people import AT

pytestmark = pytest.mark.usefixtures("loaded")
TAX_CODE = "0100109106"  # a published one, with the right check digit


def register(name: str, tax_code: str | None = None, province: str = "24") -> int:
    unit = unit_by_code(province, on=AT.date())
    kind = OrganisationKind.ENTERPRISE
    return register_organisation(name=name, kind=kind, tax_code=tax_code, unit_id=unit.id, by=SYSTEM, at=AT)


def test_the_same_organisation_is_registered_once() -> None:
    events = AuditEvent.objects.count()
    first = register("Công ty Đồng Tâm")
    assert AuditEvent.objects.count() == events + 1
    assert register("CÔNG TY ĐỒNG TÂM") == first
    assert AuditEvent.objects.count() == events + 1
    assert register("Công ty Đồng Tâm", province="20") != first
    by_code = register("Tập đoàn Thử", TAX_CODE)
    assert register("Tên khác hẳn", f" {TAX_CODE} ") == by_code


def test_a_tax_code_that_cannot_be_one_is_refused() -> None:
    with pytest.raises(TaxCodeError):
        register("Công ty Sai Mã", "0100109107")
    assert not Organisation.objects.filter(name="Công ty Sai Mã").exists()


def test_the_list_is_in_dictionary_order_with_provinces() -> None:
    register("Đồng Tâm")
    register("Cơ khí Lạng Sơn", province="20")
    rows = [(row.name, row.province) for row in list_organisations()]
    assert rows == [("Cơ khí Lạng Sơn", "Lạng Sơn"), ("Đồng Tâm", "Bắc Ninh")]


@pytest.mark.parametrize(
    ("constraint", "values"),
    [("organisations_kind", {"kind": "club"}), ("organisations_tax_code_length", {"tax_code": "123"})],
)
def test_the_database_refuses(constraint: str, values: dict[str, str]) -> None:
    unit = unit_by_code("24", on=AT.date())
    given = {"name": "Công ty Thử", "folded": "cong ty thu", "kind": OrganisationKind.ENTERPRISE} | values
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Organisation.objects.create(unit_id=unit.id, **given)

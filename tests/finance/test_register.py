"""The register from the database answers as the one from the reference files, on every agency of the five plans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nscl.documents.checks import AgencyState
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.reference import ReferenceRegister, read_reference
from nscl.plans.operations.provinces import province_of
from nscl.plans.operations.register import ProvinceRegister
from tests.factories.plans import published_packs

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


@pytest.mark.usefixtures("site")
def test_both_registers_agree_on_the_published_plans() -> None:
    files = ReferenceRegister(read_reference(REFERENCE))
    compared = 0
    for pack in published_packs():
        stored = ProvinceRegister(province_of(pack.plan))
        begin = pack.plan.issued_on.earliest if pack.plan.issued_on else date(pack.plan.period.start, 1, 1)
        for day in (begin, date(pack.plan.period.end, 12, 31)):
            for agency in pack.agencies:
                told = files.status(agency.key, pack.plan.province.code, day)
                known = stored.status(agency.key, pack.plan.province.code, day)
                if told.state is AgencyState.UNKNOWN and known.successor_key:
                    continue  # the database follows a body across a merger of provinces (dai-ptth)
                compared += told.state is not AgencyState.UNKNOWN
                assert (known.state, known.successor_key) == (told.state, told.successor_key), (agency.key, day)
    assert compared > 100


@pytest.mark.usefixtures("site")
def test_a_body_that_ended_names_its_successor() -> None:
    giang = AdministrativeUnit.objects.get(level="province", name="Bắc Giang").pk
    register = ProvinceRegister(giang)
    assert register.status("so-khdt", "24", date(2024, 1, 1)).state is AgencyState.CURRENT
    ended = register.status("so-khdt", "24", date(2025, 4, 1))
    assert (ended.state, ended.successor_key) == (AgencyState.ABOLISHED, "so-tai-chinh")
    assert register.status("so-khcn", "24", date(2026, 1, 1)).state is AgencyState.CURRENT  # goes on in Bắc Ninh
    assert register.status("so-khcn", "24", date(1999, 1, 1)).state is AgencyState.UNKNOWN
    assert register.status("khong-co", "24", date(2024, 1, 1)).state is AgencyState.UNKNOWN

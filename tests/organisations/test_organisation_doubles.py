"""Which rows are proposed as doubles, which are not, and what is told of those that are too many to compare."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.organisations.operations import registry
from nscl.organisations.queries import (
    DoublesFound,
    OrganisationLikeness,
    find_likely_same,
    find_organisation_doubles,
)
from nscl.organisations.queries.double_organisations import _MOST_GROUP
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.registry import commune_id, make_organisation, next_tax_code

pytestmark = pytest.mark.usefixtures("loaded")
TODAY = AT.date()
WARD, OTHER_WARD = "07210", "07228"


def found(**limits: Any) -> DoublesFound:
    return find_organisation_doubles(None, unit_ids=[unit_by_code("24", on=TODAY).id], on=TODAY, **limits)


def test_likely_doubles_are_proposed_with_what_speaks_for_it() -> None:
    one = make_organisation("Công ty TNHH Minh Phát", commune=WARD, phone="0912345678", tax_code=next_tax_code())
    same = make_organisation("Cty TNHH MINH PHÁT", commune=WARD)
    nearly = make_organisation("Công ty Minh Phátt", commune=WARD)
    elsewhere = make_organisation("Công ty CP Minh Phát", commune=OTHER_WARD)
    unplaced = make_organisation("DNTN Minh Phát")
    called = make_organisation("Bao bì Minh Phát", commune=OTHER_WARD, phone="0912345678")
    make_organisation("Công ty Minh Phú", commune=WARD)
    make_organisation("Kế toán An Tâm", phone="0912345678")  # an office whose number many give
    kinds = {(pair.first.number, pair.second.number): pair.likeness for pair in found().pairs}
    assert kinds[one, same] == (OrganisationLikeness.NAME_AND_COMMUNE,)
    assert kinds[one, nearly] == (OrganisationLikeness.NEAR_NAME,)
    assert kinds[one, unplaced] == (OrganisationLikeness.NAME,)
    assert kinds[one, called] == (OrganisationLikeness.PHONE,)
    assert (one, elsewhere) not in kinds  # two firms of one name in two communes
    order = [list(OrganisationLikeness).index(pair.likeness[0]) for pair in found().pairs]
    assert order == sorted(order)
    assert (len(found(limit=2).pairs), found(limit=2).found) == (2, len(kinds))
    registry.set_apart(one=same, other=one, viewer=None, by=SYSTEM, at=AT)
    registry.merge_organisations(keep=one, absorb=nearly, reason="trùng", viewer=None, by=SYSTEM, at=AT)
    left = {(pair.first.number, pair.second.number) for pair in found().pairs}
    assert not {(one, same), (one, nearly)} & left


def test_two_tax_codes_are_two_organisations_and_a_dependent_unit_is_a_branch() -> None:
    code = next_tax_code()
    make_organisation("Công ty Thử", commune=WARD, tax_code=code)
    make_organisation("Công ty Thử", commune=WARD, tax_code=next_tax_code())
    make_organisation("Công ty Thử", commune=WARD, tax_code=f"{code}-001")
    assert found().pairs == ()
    old: dict[str, Any] = {"commune": WARD, "kind": OrganisationKind.HOUSEHOLD}
    household = make_organisation("HKD Nguyễn Thị Thử", tax_code=next_tax_code(), **old)
    renewed = make_organisation("Hộ kinh doanh Nguyễn Thị Thử", tax_code="024185001234", **old)
    (pair,) = found().pairs
    assert (pair.first.number, pair.second.number) == (household, renewed)


def test_what_too_many_share_is_told_and_not_compared() -> None:
    unit = unit_by_code("24", on=TODAY).id
    Organisation.objects.bulk_create(
        Organisation(
            name=f"Cơ sở {number:03d}",
            folded=f"co so {number:03d} {'x' * number}",
            kind=OrganisationKind.HOUSEHOLD,
            unit_id=unit,
            commune_id=commune_id(WARD),
            phone="+84912345678",
        )
        for number in range(_MOST_GROUP + 1)
    )
    result = found()
    (told,) = result.unexamined
    assert told.startswith(f"{_MOST_GROUP + 1} tổ chức cùng “+84912345678”")
    numbers = [pair.first.number for pair in result.pairs]
    assert all(before <= after for before, after in pairwise(numbers))


def test_whoever_registers_one_hears_of_those_of_the_same_name() -> None:
    unit = unit_by_code("24", on=TODAY).id
    here = make_organisation("Công ty TNHH Minh Phát", commune=WARD)
    unplaced = make_organisation("Cty Minh Phát")
    make_organisation("Công ty Minh Phát Hai", commune=WARD)
    make_organisation("Minh Phát", commune=OTHER_WARD)

    def same(name: str, commune: int | None) -> list[int]:
        return [row.number for row in find_likely_same(name=name, unit_ids=[unit], commune_id=commune, on=TODAY)]

    assert same("MINH PHAT, công ty CP", commune_id(WARD)) == [here, unplaced]
    assert len(same("Minh Phát", None)) == 3
    assert same("Đồng Tâm", None) == []

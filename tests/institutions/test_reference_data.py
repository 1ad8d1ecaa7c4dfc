"""What the committed data must keep true whatever is added to it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nscl.institutions.enums import Confidence, UnitKind, UnitLevel
from nscl.institutions.reference import Reference, UnitFact, read_reference
from nscl.institutions.rules import reachable
from tests.factories.reference import FOLDER

MERGER = date(2025, 7, 1)
DAY = timedelta(days=1)
# Table C1 of the design (QĐ 19/2025/QĐ-TTg): communes of each province on 1 July 2025.
COMMUNES = {
    "01": 126, "04": 56, "08": 124, "11": 45, "12": 38, "14": 75, "15": 99, "19": 92, "20": 65, "22": 54, "24": 99,
    "25": 148, "31": 114, "33": 104, "37": 129, "38": 166, "40": 130, "42": 69, "44": 78, "46": 40, "48": 94, "51": 96,
    "52": 135, "56": 65, "66": 102, "68": 124, "75": 95, "79": 168, "80": 96, "82": 102, "86": 124, "91": 102,
    "92": 103, "96": 64,
}  # fmt: skip
REFERENCE = read_reference(FOLDER)


def provinces_on(reference: Reference, on: date) -> list[UnitFact]:
    return [unit for unit in reference.provinces if unit.valid(on)]


def communes_on(reference: Reference, on: date) -> list[UnitFact]:
    return [unit for unit in reference.units if unit.level is UnitLevel.COMMUNE and unit.valid(on)]


def test_sixty_three_provinces_became_thirty_four(reference: Reference) -> None:
    assert len(provinces_on(reference, MERGER - DAY)) == 63
    assert len(provinces_on(reference, MERGER)) == 34
    kinds = Counter(unit.kind for unit in provinces_on(reference, MERGER))
    assert kinds == {UnitKind.PROVINCE: 28, UnitKind.CITY: 6}


def test_every_old_province_is_still_there_or_ended_on_30_june_2025_with_one_successor(reference: Reference) -> None:
    successors = Counter(fact.predecessor for fact in reference.unit_successions)
    unchanged = 0
    for unit in provinces_on(reference, MERGER - DAY):
        if unit.valid(MERGER):
            unchanged += 1
        else:
            assert unit.valid_to == MERGER - DAY
            assert successors[unit.ref] == 1
    assert unchanged == 11


def test_every_ended_unit_has_a_successor_beginning_the_day_after(reference: Reference) -> None:
    by_ref = {unit.ref: unit for unit in reference.units}
    first_days = {fact.predecessor: by_ref[fact.successor].valid_from for fact in reference.unit_successions}
    ended = [unit for unit in reference.units if unit.valid_to is not None]
    assert len(ended) == 52 + 1 + 3 + 22
    for unit in ended:
        assert unit.valid_to is not None
        assert first_days[unit.ref] == unit.valid_to + DAY
        assert by_ref[unit.ref].level == unit.level


def test_cities_since_the_merger(reference: Reference) -> None:
    assert {unit.name for unit in provinces_on(reference, date(2026, 11, 1)) if unit.kind is UnitKind.CITY} == {
        "Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Đồng Nai", "Quảng Ninh", "Bắc Ninh",
    }  # fmt: skip


def test_communes_of_the_first_day_are_3321(reference: Reference) -> None:
    communes = communes_on(reference, MERGER)
    assert Counter(unit.kind for unit in communes) == {
        UnitKind.COMMUNE: 2621,
        UnitKind.WARD: 687,
        UnitKind.SPECIAL_ZONE: 13,
    }
    assert len({unit.code for unit in communes}) == 3321
    assert Counter(unit.parent.code for unit in communes if unit.parent) == COMMUNES
    assert sum(COMMUNES.values()) == 3321


def test_new_wards_of_dong_nai_and_bac_ninh(reference: Reference) -> None:
    wards = [unit for unit in reference.units if unit.level is UnitLevel.COMMUNE and unit.valid_from > MERGER]
    counted = Counter((unit.parent.code, unit.valid_from) for unit in wards if unit.parent)
    assert counted == {("75", date(2026, 4, 30)): 10, ("24", date(2026, 9, 20)): 12}
    assert {unit.kind for unit in wards} == {UnitKind.WARD}
    assert len(communes_on(reference, date(2026, 11, 1))) == 3321


def test_what_was_not_read_in_its_text_says_so(reference: Reference) -> None:
    confidence = {fact.basis: fact.confidence for fact in reference.unit_successions}
    assert confidence["NQ 202/2025/QH15"] is Confidence.HIGH
    assert confidence["NQ 39/2026/QH16"] is Confidence.MEDIUM
    assert confidence["NQ 388/NQ-UBTVQH16"] is Confidence.MEDIUM


@given(on=st.dates(min_value=date(2008, 8, 1), max_value=date(2035, 12, 31)))
def test_on_any_day_each_code_has_one_province_and_there_are_63_or_34(on: date) -> None:
    codes = [unit.code for unit in provinces_on(REFERENCE, on)]
    assert len(codes) == len(set(codes))
    assert len(codes) == (34 if on >= MERGER else 63)


def test_no_two_units_bear_a_code_at_once(reference: Reference) -> None:
    by_code: dict[tuple[UnitLevel, str], list[UnitFact]] = {}
    for unit in sorted(reference.units, key=lambda unit: unit.valid_from):
        by_code.setdefault((unit.level, unit.code), []).append(unit)
    for bearers in by_code.values():
        for earlier, later in pairwise(bearers):
            assert earlier.valid_to is not None
            assert earlier.valid_to < later.valid_from


def test_names_are_clean(reference: Reference) -> None:
    for name in [unit.name for unit in reference.units] + [agency.name for agency in reference.agencies]:
        assert name == " ".join(name.split())
        assert name[0] == name[0].upper()
        assert "{" not in name


def test_every_province_has_its_department_of_science_at_all_times(reference: Reference) -> None:
    held = {
        (agency.unit, agency.valid_from, agency.valid_to) for agency in reference.agencies if agency.key == "so-khcn"
    }
    assert held == {(unit.ref, unit.valid_from, unit.valid_to) for unit in reference.provinces}


def test_bodies_lie_within_the_time_of_their_province(reference: Reference) -> None:
    units = {unit.ref: unit for unit in reference.provinces}
    for agency in reference.agencies:
        if agency.unit is not None:
            unit = units[agency.unit]
            assert unit.valid(agency.valid_from)
            assert unit.valid_to is None or (agency.valid_to is not None and agency.valid_to <= unit.valid_to)


def test_departments_ended_in_2025_lead_to_one_of_today(reference: Reference) -> None:
    """From every department of every old province, the successions reach a body that is there now."""
    edges = [(fact.predecessor, fact.successor) for fact in reference.agency_successions]
    now = {agency.ref for agency in reference.agencies if agency.valid_to is None}
    merged = {"so-khdt", "so-tttt", "so-nnptnt", "so-tnmt", "so-ldtbxh", "so-gtvt"}
    checked = [agency for agency in reference.agencies if agency.key in merged]
    assert len(checked) == len(merged) * (63 + 1)  # and those of the city of Huế, two months old then
    for agency in checked:
        assert reachable(agency.ref, edges) & now

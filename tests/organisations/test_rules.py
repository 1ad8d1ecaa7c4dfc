"""Names without their legal form, tax codes that were meant, the year whose figures decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.organisations.enums import OrganisationKind, OrganisationState
from nscl.organisations.queries.reference_data import norms
from nscl.organisations.rules.names import core_name
from nscl.organisations.rules.sizes import YearFigures, deciding_year, latest_sizing, sizing_on
from nscl.organisations.rules.states import NEXT_STATES, state_on_day
from nscl.organisations.rules.tax_codes import near_codes
from nscl.rulebook.size import Sector, SizeClass
from tests.factories.registry import BILLION


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Công ty TNHH Minh Phát", "minh phat"),
        ("CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN MINH PHÁT", "minh phat"),
        ("Cty CP Bao bì Minh Phát", "bao bi minh phat"),
        ("Minh Phát - Công ty cổ phần", "minh phat"),
        ("HTX Nông nghiệp Đồng Tâm", "nong nghiep dong tam"),
        ("Hợp tác xã nông nghiệp Đồng Tâm", "nong nghiep dong tam"),
        ("Hộ kinh doanh Nguyễn Thị Thử", "nguyen thi thu"),
        ("Công ty TNHH", "cong ty tnhh"),  # nothing but its form: two such are not alike by that
        ("Trường THPT Thử", "truong thpt thu"),
    ],
)
def test_a_name_without_its_legal_form(name: str, core: str) -> None:
    assert core_name(name) == core


def test_codes_that_were_meant_differ_by_one_slip() -> None:
    near = near_codes("0100 109 107")
    assert "0100109106" in near  # a digit wrong
    assert "0100190107" in near  # neighbours swapped
    assert "0100109107" not in near
    assert "0100109106" in near_codes("100109106")  # the nought that Excel lost
    assert "0100109106-001" in near_codes("0100109106-002")
    assert "0100109106" in near_codes("01001091066")
    assert near_codes("chưa có") == near_codes("1234") == frozenset()


def test_the_states_lead_on_and_back() -> None:
    assert set(NEXT_STATES) == set(OrganisationState)
    assert OrganisationState.SUSPENDED not in NEXT_STATES[OrganisationState.GONE]
    gone = date(2026, 3, 1)
    assert state_on_day(OrganisationState.GONE, gone, date(2026, 2, 28)) is OrganisationState.ACTIVE
    assert state_on_day(OrganisationState.GONE, gone, gone) is OrganisationState.GONE


SMALL = YearFigures(2025, Decimal(60), 30 * BILLION, 15 * BILLION)
NO_DAY: date | None = None


def test_the_year_before_decides_and_the_running_one_for_whoever_began_in_it() -> None:
    assert deciding_year(None, date(2026, 11, 21)) == 2025
    assert deciding_year(date(2019, 1, 1), date(2026, 11, 21)) == 2025
    assert deciding_year(date(2026, 2, 1), date(2026, 11, 21)) == 2026


def size(on: date, *figures: YearFigures, kind: OrganisationKind = OrganisationKind.ENTERPRISE) -> object:
    return latest_sizing(
        kind=kind, sector=Sector.PRODUCTION, declared=figures, founded_on=NO_DAY, on=on, rulebook=norms()
    )


def test_lists_show_the_class_of_the_latest_figures_with_its_day() -> None:
    on = date(2026, 11, 21)
    assert size(on, SMALL) == (SizeClass.SMALL, on)
    older = YearFigures(2023, Decimal(5), 1 * BILLION, 1 * BILLION)
    assert size(on, older) == (SizeClass.MICRO, date(2024, 12, 31))  # the last day on which they decided
    assert size(on, older, SMALL) == (SizeClass.SMALL, on)
    assert size(on, YearFigures(2026, Decimal(500), None, None)) == (None, None)  # these decide from next year on
    assert size(on, YearFigures(2019, Decimal(5), 1 * BILLION, None)) == (None, None)  # before the rule that is known
    assert size(on, SMALL, kind=OrganisationKind.COOPERATIVE) == (None, None)


def test_without_a_class_it_is_said_why() -> None:
    def why(kind: OrganisationKind, figures: YearFigures | None, on: date) -> str:
        sizing = sizing_on(kind=kind, sector=Sector.SERVICES, figures=figures, founded_on=None, on=on, rulebook=norms())
        assert sizing.size is None
        return " ".join([*sizing.steps, *sizing.missing])

    on = date(2026, 11, 21)
    assert "hợp tác xã không có quy mô" in why(OrganisationKind.COOPERATIVE, SMALL, on)
    assert "số liệu năm 2025" in why(OrganisationKind.ENTERPRISE, None, on)
    assert "không có mức nào có hiệu lực" in why(OrganisationKind.ENTERPRISE, SMALL, date(2020, 1, 1))

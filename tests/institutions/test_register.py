"""The register that checks of plans ask, straight from the files."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.documents.checks.register import AgencyRegister, AgencyState
from nscl.institutions.reference import Reference, ReferenceRegister


@pytest.fixture(scope="module")
def register(reference: Reference) -> AgencyRegister:
    return ReferenceRegister(reference)


@pytest.mark.parametrize(
    ("key", "code", "on", "state"),
    [
        ("so-khdt", "24", date(2021, 8, 1), AgencyState.CURRENT),
        ("so-khdt", "24", date(2025, 2, 28), AgencyState.CURRENT),
        ("so-khdt", "24", date(2025, 3, 1), AgencyState.ABOLISHED),
        ("so-nnmt", "33", date(2021, 6, 30), AgencyState.NOT_YET),
        ("so-nnmt", "33", date(2025, 3, 1), AgencyState.CURRENT),
        ("ubnd-huyen", "45", date(2025, 6, 30), AgencyState.CURRENT),
        ("ubnd-huyen", "45", date(2025, 7, 1), AgencyState.ABOLISHED),
        ("tong-cuc-tcdlcl", "45", date(2022, 1, 1), AgencyState.CURRENT),
        ("tong-cuc-tcdlcl", "45", date(2026, 1, 1), AgencyState.ABOLISHED),
        ("bao-ptth", "24", date(2025, 8, 28), AgencyState.CURRENT),
        ("bao-ptth", "20", date(2025, 8, 28), AgencyState.UNKNOWN),
        ("cac-so-nganh", "24", date(2025, 8, 28), AgencyState.UNKNOWN),
        ("so-khcn", "99", date(2025, 8, 28), AgencyState.UNKNOWN),
        ("so-khcn", "24", date(2008, 7, 31), AgencyState.UNKNOWN),
        ("so-khcn", "27", date(2008, 7, 31), AgencyState.UNKNOWN),
        ("bo-khcn", "99", date(2025, 8, 28), AgencyState.CURRENT),
    ],
)
def test_state(register: AgencyRegister, key: str, code: str, on: date, state: AgencyState) -> None:
    assert register.status(key, code, on).state is state


def test_abolished_department_names_its_successor(register: AgencyRegister) -> None:
    status = register.status("so-khdt", "33", date(2026, 1, 1))
    assert (status.name, status.successor_key, status.successor_name, status.since) == (
        "Sở Kế hoạch và Đầu tư",
        "so-tai-chinh",
        "Sở Tài chính",
        date(2025, 3, 1),
    )


def test_committees_of_districts_ended_without_a_successor(register: AgencyRegister) -> None:
    status = register.status("ubnd-huyen", "24", date(2025, 7, 1))
    assert (status.successor_key, status.since) == (None, date(2025, 7, 1))


def test_name_is_that_of_the_province_of_the_day(register: AgencyRegister) -> None:
    names = [
        register.status("ubnd-tinh", "24", on).name for on in (date(2021, 8, 1), date(2025, 8, 28), date(2026, 11, 1))
    ]
    assert names == ["UBND tỉnh Bắc Giang", "UBND tỉnh Bắc Ninh", "UBND thành phố Bắc Ninh"]


def test_code_out_of_use_stands_for_the_province_that_took_over(register: AgencyRegister) -> None:
    """45 was Quảng Trị until the merger: a plan of 2022 may still be asked about in 2026."""
    assert register.status("ubnd-tinh", "45", date(2026, 1, 1)).name == "UBND tỉnh Quảng Trị"
    assert register.status("ubnd-tinh", "27", date(2026, 11, 1)).name == "UBND thành phố Bắc Ninh"

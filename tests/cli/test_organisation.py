"""What the registry knows of an organisation, on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.organisations.enums import FlagKind
from nscl.organisations.operations import registry
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.registry import SMALL, a_flag, make_organisation, next_tax_code

pytestmark = pytest.mark.django_db
FOUND, NOT_FOUND, UNREADABLE = 0, 1, 2


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["organisation", "--on", "2026-11-21", *arguments])


def test_everything_that_is_known_is_told() -> None:
    code = next_tax_code()
    number = make_organisation(
        "Công ty Thử", tax_code=code, commune="07399", industry="1071", figures=SMALL, flags=[a_flag(FlagKind.OCOP)]
    )
    branch = make_organisation("Chi nhánh Thử")
    registry.record_branch(branch=branch, parent=number, viewer=None, by=SYSTEM, at=AT)
    told = run(code)
    assert told.exit_code == FOUND
    for words in (
        "Tên: Công ty Thử\n",
        "Trụ sở: phường Kép, thành phố Bắc Ninh",
        "Ngành chính: 1071 (VSIC 2025): C – công nghiệp chế biến, chế tạo",
        "theo số liệu 2025: doanh nghiệp nhỏ",
        "Nghị định 80/2021/NĐ-CP",
        "sản phẩm OCOP, cà phê bột, 4 sao (từ 21/11/2026; Quyết định 12/QĐ-UBND)",
        "Dùng chung lịch sử hỗ trợ: Chi nhánh Thử",
    ):
        assert words in told.output
    read = json.loads(run(code, "--format", "json").output)
    assert (read["number"], read["sizing"]["sizing"]["size"], read["flags"][0]["stars"]) == (number, "small", 4)


def test_a_code_of_nobody_and_a_code_that_is_none() -> None:
    code = next_tax_code()
    make_organisation("Công ty Thử", tax_code=code)
    unit = run(f"{code}-002")
    assert unit.exit_code == NOT_FOUND
    assert "Mã này là của Công ty Thử" in unit.output
    wrong = run(code[:-1] + str((int(code[-1]) + 1) % 10))
    assert wrong.exit_code == UNREADABLE
    assert "số kiểm tra" in wrong.output
    assert f"{code} – Công ty Thử" in wrong.output


def test_a_merged_double_leads_to_the_row_that_is_kept() -> None:
    code, other = next_tax_code(), "024185001234"
    kept, absorbed = make_organisation("Hộ Thử", tax_code=other), make_organisation("Hộ Thử Hai", tax_code=code)
    registry.merge_organisations(keep=kept, absorb=absorbed, reason="trùng", viewer=None, by=SYSTEM, at=AT)
    told = run(code)
    assert told.exit_code == FOUND
    assert "nay đã gộp vào Hộ Thử" in told.output
    assert f"Mã số thuế: {other}" in told.output

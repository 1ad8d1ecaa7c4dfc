"""The system of industries: sections by division, one edition at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nscl.rulebook.errors import OutsideDates, RulebookFileError
from nscl.rulebook.industries import FILE, Industries, IndustryError, read_industries
from nscl.rulebook.size import Sector

DATA = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture(scope="module")
def industries() -> Industries:
    return read_industries(DATA)


def test_the_editions_have_the_published_number_of_sections_and_divisions(industries: Industries) -> None:
    assert [(len(one.sections), len(one.by_division)) for one in industries.editions] == [(21, 88), (22, 87)]
    for edition in industries.editions:
        production = [key for key, section in edition.sections.items() if section.sector is Sector.PRODUCTION]
        assert production == list("ABCDEF"), edition.name


def test_the_edition_follows_the_day(industries: Industries) -> None:
    assert industries.edition_on(date(2025, 11, 14)).key == "2018"
    assert industries.edition_on(date(2025, 11, 15)).key == "2025"
    with pytest.raises(OutsideDates, match="Hệ thống ngành"):
        industries.edition_on(date(2010, 1, 1))


@pytest.mark.parametrize(
    ("text", "edition", "code", "letter"),
    [
        ("1071", "2025", "1071", "C"),
        ("c10.71", "2018", "1071", "C"),
        ("62", "2018", "62", "J"),
        ("62010", "2025", "62010", "K"),  # the letters moved
        ("01", "2025", "01", "A"),
        ("99", "2025", "99", "V"),
    ],
)
def test_a_code_has_its_section(industries: Industries, text: str, edition: str, code: str, letter: str) -> None:
    industry = industries.parse(text, edition)
    assert (industry.code, industry.section.letter) == (code, letter)
    assert industry.is_whole == (len(code) == 2)
    assert industries.section_of(code, edition) == industries.section(f"{edition}:{letter}") == industry.section


@pytest.mark.parametrize(
    ("text", "edition", "reason"),
    [
        ("45", "2025", "mã này có trong VSIC 2018"),
        ("44", "2018", "không có ngành cấp 2 mã 44; hãy xem lại"),
        ("J62", "2025", "thuộc ngành K"),
        ("1", "2018", "từ 2 đến 5 chữ số"),
        ("123456", "2018", "từ 2 đến 5 chữ số"),
        ("may mặc", "2018", "từ 2 đến 5 chữ số"),
    ],
)
def test_what_is_no_code_of_the_edition_is_refused(
    industries: Industries, text: str, edition: str, reason: str
) -> None:
    with pytest.raises(IndustryError, match=reason):
        industries.parse(text, edition)


def test_what_is_not_known_has_no_section(industries: Industries) -> None:
    assert industries.section_of("1071", "1993") is None
    assert industries.section_of("45", "2025") is None
    assert industries.section("2025:Z") is None
    assert industries.section("") is None
    assert industries.edition("2018").divisions_of("A") == ("01", "02", "03")


def test_a_division_in_two_sections_is_refused(tmp_path: Path) -> None:
    text = (DATA / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text.replace('first: "05"', 'first: "03"', 1), encoding="utf-8")
    with pytest.raises(RulebookFileError, match="mã 03 đã thuộc ngành A"):
        read_industries(tmp_path)
    (tmp_path / FILE).write_text(text.replace("letter: B", "letter: A", 1), encoding="utf-8")
    with pytest.raises(RulebookFileError, match="ghi hai lần"):
        read_industries(tmp_path)

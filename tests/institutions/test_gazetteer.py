"""Provinces for the reader of documents: every name of every time, with its code and days."""

from datetime import date
from pathlib import Path

from nscl.institutions.reference import read_gazetteer

DATA = Path(__file__).resolve().parents[2] / "data" / "reference"


def test_a_name_stands_once_for_each_of_its_codes_and_times() -> None:
    provinces = read_gazetteer(DATA).provinces()
    cities = [(p.code, p.valid_from, p.valid_to) for p in provinces if p.name == "Bắc Ninh"]
    assert [code for code, *_ in cities] == ["27", "24", "24"]
    assert cities[0][2] == date(2025, 6, 30)
    assert cities[1][1] == date(2025, 7, 1)
    assert cities[-1][2] is None


def test_communes_are_not_provinces() -> None:
    today = [p for p in read_gazetteer(DATA).provinces() if p.valid_to is None]
    assert len(today) == 34
    assert all(len(p.code) == 2 for p in today)

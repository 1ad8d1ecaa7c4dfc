"""Phrases of titles get their diacritics back; the rest of a damaged text stays as it was read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.reading.damaged_terms import restore_terms

PLACES = ("tỉnh Hà Nam",)


@pytest.mark.parametrize(
    ("damaged", "restored"),
    [
        (
            "NAang cao ning suit va chit lwgng trén dia ban tinh Hé Nam",
            "Nâng cao năng suất và chất lượng trên địa bàn tỉnh Hà Nam",
        ),
        ("phé duyét Chuong trinh quoc gia giai doan 2026-2030", "phê duyệt Chương trình quốc gia giai đoạn 2026-2030"),
        ("ho trg 5 co so may mac", "ho trg 5 co so may mac"),
        ("", ""),
    ],
)
def test_restored(damaged: str, restored: str) -> None:
    assert restore_terms(damaged, PLACES) == restored


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    restore_terms(text, PLACES)

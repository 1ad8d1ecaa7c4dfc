"""Names of people as lists give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.people import PersonNameError, read_person_name


@pytest.mark.parametrize(
    ("written", "name", "doubts"),
    [
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hùng", 0),
        ("  Nguyễn   Văn\u00a0Hùng ", "Nguyễn Văn Hùng", 0),
        ("Nguye\u0302\u0303n Va\u0306n An", "Nguyễn Văn An", 0),  # NFD, as a Mac writes it
        ("NGUYỄN VĂN HÙNG", "Nguyễn Văn Hùng", 1),
        ("1. Phạm Thị Hoa", "Phạm Thị Hoa", 0),
        ("Ông Trần Văn Anh", "Trần Văn Anh", 1),
        ("TS. Lê Thị Bích Ngọc", "Lê Thị Bích Ngọc", 1),
        ("Anh Thư", "Anh Thư", 0),  # a name, not "Mr Thư"
        ("Bá Thị Lan", "Bá Thị Lan", 0),
        ("H'Hen Niê", "H'Hen Niê", 0),
        ("Hoà", "Hoà", 1),
        ("Tran Van Binh", "Tran Van Binh", 1),
        ("tran van binh", "Tran Van Binh", 2),
    ],
)
def test_a_name_is_set_right_and_what_was_done_is_told(written: str, name: str, doubts: int) -> None:
    read = read_person_name(written)
    assert read.text == name
    assert len(read.doubts) == doubts


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "để trống"),
        (" - ", "để trống"),
        ("Nguyễn Văn A, Trần Thị B", "hơn một người"),
        ("Nguyễn Văn A và Trần Thị B", "hơn một người"),
        ("Nguyễn Văn A\nTrần Thị B", "hơn một người"),
        ("1. Nguyễn Văn A 2. Trần Thị B", "hơn một người"),
        ("Nguyễn Văn A 2", "chữ số hoặc ký hiệu"),
        ("a" * 151, "dài hơn 150"),
    ],
)
def test_what_is_not_one_persons_name_is_refused(written: str, said: str) -> None:
    with pytest.raises(PersonNameError, match=said):
        read_person_name(written)


@given(st.text(max_size=200))
def test_any_text_is_a_name_that_stays_itself_or_refused(text: str) -> None:
    try:
        read = read_person_name(text)
    except PersonNameError:
        return
    assert read.text == read.text.strip()
    assert 0 < len(read.text) <= 150

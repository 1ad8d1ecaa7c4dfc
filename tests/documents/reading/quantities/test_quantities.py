"""Quantities in prose: wordings, units, times, denominators, and what is no quantity."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.documents.reading.quantities import Quantity, find_quantities
from tests.documents.reading.quantities import phrases
from tests.documents.reading.quantities.phrases import Said

_FEWEST_PHRASES = 120


def keys(found: tuple[Quantity, ...]) -> list[tuple[MeasureOp, Decimal, Decimal | None, str | None]]:
    return [(quantity.op, quantity.value, quantity.value_to, quantity.unit) for quantity in found]


def test_there_are_enough_wordings() -> None:
    tables = (phrases.EVERY, phrases.SEVERAL, phrases.NOTHING, phrases.TIMES, phrases.DENOMINATORS, phrases.DAMAGED)
    assert len({str(entry) for table in tables for entry in table}) >= _FEWEST_PHRASES


@pytest.mark.parametrize("said", phrases.EVERY, ids=lambda said: said.phrase)
def test_one_quantity(said: Said) -> None:
    assert keys(find_quantities(said.phrase)) == [said.key]


@pytest.mark.parametrize("said", phrases.EVERY, ids=lambda said: said.phrase)
def test_a_quantity_amid_a_sentence(said: Said) -> None:
    text = f"Kết quả chung là {said.phrase}; phần còn lại theo quy định."
    found = find_quantities(text)
    assert keys(found) == [said.key]
    assert " ".join(text[found[0].start : found[0].stop].split()) == found[0].as_written


@pytest.mark.parametrize(("text", "expected"), phrases.SEVERAL)
def test_several_quantities(text: str, expected: tuple[tuple[MeasureOp, str, str | None], ...]) -> None:
    found = find_quantities(text)
    assert [(quantity.op, quantity.value, quantity.unit) for quantity in found] == [
        (op, Decimal(value), unit) for op, value, unit in expected
    ]


@pytest.mark.parametrize("text", phrases.NOTHING)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(("text", "when", "by"), phrases.TIMES)
def test_times(text: str, when: MeasureWhen, by: int | None) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.when, quantity.by) == (when, by)


@pytest.mark.parametrize(("text", "of"), phrases.DENOMINATORS)
def test_denominators(text: str, of: str | None) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.of == of


@pytest.mark.parametrize("said", phrases.DAMAGED, ids=lambda said: said.phrase)
def test_without_diacritics(said: Said) -> None:
    assert keys(find_quantities(said.phrase, damaged=True)) == [said.key]


@pytest.mark.parametrize(
    ("text", "op", "contradictory"),
    [
        ("ít nhất 3 - 5 chuyên gia", MeasureOp.RANGE, True),
        ("khoảng trên 150 lượt người", MeasureOp.MORE_THAN, True),
        ("tối đa 4-6 lớp", MeasureOp.RANGE, True),
        ("ít nhất khoảng 20 lớp", MeasureOp.AT_LEAST, True),
        ("khoảng 3 - 5 chuyên gia", MeasureOp.RANGE, False),
        ("ít nhất 3 chuyên gia", MeasureOp.AT_LEAST, False),
        ("đủ 3 chuyên gia", MeasureOp.EXACTLY, False),
    ],
)
def test_contradictory_wordings(text: str, op: MeasureOp, *, contradictory: bool) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.op, quantity.contradictory) == (op, contradictory)


def test_a_range_upside_down_is_kept_as_written() -> None:
    (quantity,) = find_quantities("đạt 40-35%")
    assert (quantity.value, quantity.value_to, quantity.upside_down) == (Decimal(40), Decimal(35), True)


@pytest.mark.parametrize(
    ("text", "value"), [("1,000 lượt người", "1000"), ("12.5% hộ", "12.5"), ("tăng 7.25%/năm", "7.25")]
)
def test_digits_that_are_not_vietnamese_are_read_and_doubted(text: str, value: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.doubtful_number) == (Decimal(value), True)


def test_an_unknown_unit_is_said_to_be_unknown() -> None:
    (unknown,) = find_quantities("tối thiểu 20 vườn mẫu được công nhận")
    (known,) = find_quantities("tối thiểu 20 mô hình được công nhận")
    assert (unknown.unit_known, known.unit_known) == (False, True)


def test_a_figure_with_a_comparison_alone_has_no_unit() -> None:
    (quantity,) = find_quantities("phải đạt ít nhất 50.")
    assert quantity.unit is None


def test_money_is_left_out_unless_asked_for() -> None:
    text = "mỗi lớp 25 triệu đồng, 6 lớp; năng suất lao động đạt 180 triệu đồng/lao động"
    assert [quantity.unit for quantity in find_quantities(text)] == ["lớp"]
    with_money = find_quantities(text, money=True)
    assert [quantity.unit for quantity in with_money] == ["triệu đồng", "lớp", "triệu đồng/lao động"]
    assert [quantity.money for quantity in with_money] == [True, False, True]


def test_milestones_of_two_clauses() -> None:
    text = "Đến năm 2027 có ít nhất 02 hợp tác xã Và đến năm 2030 có ít nhất 05 hợp tác xã"
    assert [(quantity.value, quantity.by) for quantity in find_quantities(text)] == [
        (Decimal(2), 2027),
        (Decimal(5), 2030),
    ]


def test_the_head_of_a_list_holds_for_all_its_clauses() -> None:
    text = "Đến năm 2028: 80% hộ có sổ tay; 50% xã có mô hình. Có 10 lớp."
    assert [(quantity.value, quantity.by) for quantity in find_quantities(text)] == [
        (Decimal(80), 2028),
        (Decimal(50), 2028),
        (Decimal(10), None),
    ]
    yearly = find_quantities("Mỗi năm: mở 02 lớp; hỗ trợ 05 doanh nghiệp.")
    assert [quantity.when for quantity in yearly] == [MeasureWhen.EACH_YEAR, MeasureWhen.EACH_YEAR]


def test_a_text_in_decomposed_letters_reads_alike() -> None:
    text = "Đào tạo ít nhất 12 chuyên gia; hỗ trợ 20 - 30 tổ chức, doanh nghiệp"
    decomposed = unicodedata.normalize("NFD", text)
    assert keys(find_quantities(decomposed)) == keys(find_quantities(text))
    for quantity in find_quantities(decomposed):
        assert unicodedata.normalize("NFC", decomposed[quantity.start : quantity.stop]) == quantity.as_written


_WORDS = st.sampled_from(
    [
        "ít nhất",
        "tối thiểu",
        "trên",
        "khoảng",
        "từ",
        "đến",
        "-",
        "–",
        "03",
        "1.000",
        "12,5",
        "100",
        "%",
        "/năm",
        "doanh nghiệp",
        "lớp",
        "2026",
        "2030",
        "năm",
        "hằng năm",
        "bình quân",
        "tăng",
        ";",
        ".",
        ",",
        "(",
        ")",
        "và",
        "mỗi",
        "mười",
        "hai",
        "không quá",
        "trở lên",
        "ISO",
        "9001",
        "Điều",
        "số",
        "toàn bộ",
        "phấn đấu",
        "/",
        "triệu đồng",
        "đóng góp",
        "vào",
        "lên",
    ]
)


@given(st.lists(_WORDS, max_size=30).map(" ".join), st.booleans(), st.booleans())
def test_any_order_of_words_gives_quantities_inside_the_text(text: str, damaged: bool, money: bool) -> None:
    _check(text, damaged=damaged, money=money)


@given(st.text(max_size=200), st.booleans())
def test_any_text_gives_quantities_inside_it(text: str, damaged: bool) -> None:
    _check(text, damaged=damaged, money=True)


def _check(text: str, *, damaged: bool, money: bool) -> None:
    found = find_quantities(text, damaged=damaged, money=money)
    for quantity in found:
        assert 0 <= quantity.start < quantity.stop <= len(text)
        assert (quantity.op is MeasureOp.RANGE) == (quantity.value_to is not None)
        assert quantity.unit is None or quantity.unit.strip()
    assert [quantity.start for quantity in found] == sorted(quantity.start for quantity in found)

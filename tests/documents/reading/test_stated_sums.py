"""Sums in the prose, exactly as printed: year and source, digits and words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.schema import StatedSum
from nscl.documents.reading.formats import decode
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.results import Extracted
from nscl.documents.reading.stated_sums import read_stated_sums
from nscl.text.formats import format_vnd, money_in_words

START = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Nâng cao năng suất.\nII. KINH PHÍ THỰC HIỆN\n"


def read(text: str, *, start: str = START, damaged: bool = False) -> Extracted[StatedSum]:
    document = decode((start + text).encode(), name="ke-hoach.txt")
    return read_stated_sums(build_outline(join_paragraphs(document), damaged=damaged), damaged=damaged)


def rows(found: Extracted[StatedSum]) -> list[tuple[int | None, str, int, int | None]]:
    return [(one.year, one.source, one.vnd, one.words_vnd) for one in found.items]


def test_years_and_their_sources() -> None:
    found = read(
        "1. Tổng kinh phí thực hiện: 3.500.000.000 đồng (Ba tỷ năm trăm triệu đồng), trong đó:\n"
        "- Nguồn ngân sách nhà nước: 2.500.000.000 đồng;\n"
        "- Nguồn của doanh nghiệp: 1.000.000.000 đồng.\n"
        "2. Kinh phí từng năm\n"
        "- Năm 2026: 2.000.000.000 (Hai tỷ đồng)\n"
        "+ Nguồn ngân sách nhà nước: 1.500.000.000 đồng\n"
        "+ Nguồn doanh nghiệp: 500.000.000 đồng\n"
        "- Năm 2027: 1.500.000.000 (Một tỷ năm trăm triệu đồng)\n"
    )
    assert rows(found) == [
        (None, "all", 3_500_000_000, 3_500_000_000),
        (None, "state", 2_500_000_000, None),
        (None, "enterprise", 1_000_000_000, None),
        (2026, "all", 2_000_000_000, 2_000_000_000),
        (2026, "state", 1_500_000_000, None),
        (2026, "enterprise", 500_000_000, None),
        (2027, "all", 1_500_000_000, 1_500_000_000),
    ]
    assert [one.at.first for one in found.items] == [5, 6, 7, 9, 10, 11, 12]


def test_a_slip_between_digits_and_words_is_kept() -> None:
    one = read("- Năm 2024: 3.100.000 (Ba tỷ một trăm triệu đồng)\n").items[0]
    assert (one.printed, one.vnd, one.words_vnd) == ("3.100.000", 3_100_000, 3_100_000_000)
    assert one.words == "Ba tỷ một trăm triệu đồng"


def test_several_sums_in_one_sentence() -> None:
    found = read(
        "Tổng kinh phí khoảng 7,8 tỷ đồng, trong đó: ngân sách trung ương 3 tỷ đồng; ngân sách tỉnh 2 tỷ đồng; "
        "nguồn xã hội hóa 2,8 tỷ đồng.\n"
    )
    assert rows(found) == [
        (None, "all", 7_800_000_000, None),
        (None, "state-central", 3_000_000_000, None),
        (None, "state-province", 2_000_000_000, None),
        (None, "mobilised", 2_800_000_000, None),
    ]
    assert found.items[0].printed == "7,8 tỷ"


def test_one_public_source_is_the_state() -> None:
    assert rows(read("- Ngân sách tỉnh: 900 triệu đồng.\n")) == [(None, "state", 900_000_000, None)]


def test_limits_of_support_are_no_sums_of_the_plan() -> None:
    found = read(
        "1. Hỗ trợ tối đa 50 triệu đồng/doanh nghiệp từ ngân sách.\n2. Mức hỗ trợ không quá 30 triệu đồng.\n"
        "3. Tổng kinh phí: 1 tỷ đồng.\n"
    )
    assert rows(found) == [(None, "all", 1_000_000_000, None)]


def test_sums_of_some_years_or_of_each_are_said_and_left_out() -> None:
    found = read(
        "1. Tổng kinh phí: 5 tỷ đồng.\n2. Từ năm 2027 đến năm 2028 kinh phí là 3.000.000.000 đồng.\n"
        "3. Kinh phí tuyên truyền: 200 triệu đồng/năm.\n"
    )
    assert rows(found) == [(None, "all", 5_000_000_000, None)]
    assert [doubt.rule for doubt in found.doubts] == ["sum-of-some-years"] * 2


def test_ambiguous_digits_are_said_and_left_out() -> None:
    found = read("Tổng kinh phí: 1.5 tỷ đồng.\n")
    assert not found.items
    assert [doubt.rule for doubt in found.doubts] == ["sum-unreadable"]


def test_words_that_are_no_number_are_kept_with_a_doubt() -> None:
    found = read("Tổng kinh phí: 2.000.000.000 đồng (Hai tỷ chẵn tròn đồng).\n")
    assert found.items[0].words_vnd is None
    assert [doubt.rule for doubt in found.doubts] == ["words-unreadable"]


def test_words_without_marks() -> None:
    found = read(
        "Tong kinh phi thuc hien: 7.000.000.000 dong (Bay ty dong).\n",
        start="KE HOACH\nI. MUC TIEU\n1. Nang cao nang suat.\nII. KINH PHI THUC HIEN\n",
        damaged=True,
    )
    assert rows(found) == [(None, "all", 7_000_000_000, 7_000_000_000)]


def test_without_a_chapter_on_funding_only_whole_sums_count() -> None:
    found = read(
        "1. Tổng kinh phí thực hiện là 900 triệu đồng.\n2. Sở Tài chính cấp 100 triệu đồng.\n",
        start="KẾ HOẠCH\nI. MỤC TIÊU\n",
    )
    assert rows(found) == [(None, "all", 900_000_000, None)]


@given(vnd=st.integers(1_000_000, 10**12), year=st.integers(2022, 2030))
@settings(max_examples=50, deadline=None)
def test_any_amount_with_its_words(vnd: int, year: int) -> None:
    found = read(f"- Năm {year}: {format_vnd(vnd)} ({money_in_words(vnd)})\n")
    assert rows(found) == [(year, "all", vnd, vnd)]
    assert not found.doubts


@given(st.text(alphabet=st.sampled_from("0123456789.,() năm2026tỷriệuđồngkhp/-\n"), max_size=200))
@settings(max_examples=100, deadline=None)
def test_never_raises(text: str) -> None:
    read(text)

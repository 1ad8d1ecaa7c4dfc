"""Files from before Unicode: TCVN3 (ABC), VNI and Windows-1258, whole or pasted into a newer text."""

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import decode
from nscl.documents.reading.formats.encodings.conversion import convert_legacy, from_tcvn3, from_vni
from nscl.documents.reading.formats.encodings.syllables import is_syllable, split_syllables
from nscl.documents.reading.formats.encodings.tables import TCVN3, VNI

TEXT = (
    "Kế hoạch nâng cao năng suất, chất lượng sản phẩm\n"
    "1. Hỗ trợ ít nhất 20 doanh nghiệp áp dụng công cụ cải tiến\n"
    "- Sở Khoa học và Công nghệ chủ trì, các huyện phối hợp\n"
)
_TO_TCVN3 = {letter: chr(code) for code, letter in TCVN3.items()}
_TO_VNI = {letter: source for source, letter in reversed(VNI.items())}
# The tone marks that Windows-1258 writes behind its letters.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(letter, letter) for letter in text)


def to_vni(text: str) -> str:
    return "".join(_TO_VNI.get(letter, letter) for letter in text)


def to_1258(text: str) -> bytes:
    def split(letter: str) -> str:
        decomposed = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in decomposed if mark in _TONES)
        return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)) + tones

    return "".join(map(split, text)).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (to_tcvn3(TEXT).encode("latin-1"), "TCVN3 (ABC)"),
        (to_vni(TEXT).encode("latin-1"), "VNI"),
        (to_1258(TEXT), "Windows-1258"),
        (to_tcvn3(TEXT).encode(), "TCVN3 (ABC)"),
        (to_vni(TEXT).encode(), "VNI"),
        (TEXT.encode().decode("latin-1").encode(), "UTF-8 bị mở nhầm"),
    ],
)
def test_old_text_becomes_unicode_and_is_said_so(data: bytes, note: str) -> None:
    document = decode(data, name="cũ.txt")
    assert document.text == TEXT
    assert any(note in one for one in document.notes)


def test_tcvn3_has_no_capitals_with_tones_and_says_so() -> None:
    document = decode(to_tcvn3(TEXT).encode("latin-1"), name="a.txt")
    assert ".VnTimeH" in document.notes[0]


def test_a_word_of_capitals_keeps_its_case() -> None:
    assert from_tcvn3("UBND HUYÖN ho¹ch") == "UBND HUYỆN hoạch"
    assert from_tcvn3("kÕ ho¹ch", capitals=True) == "KẾ HOẠCH"


def test_vni_in_both_cases() -> None:
    assert from_vni("Coäng hoøa XAÕ HOÄI, ÑOÄC LAÄP; ngöôøi ñi; kyõ sö; thò tröôøng") == (
        "Cộng hòa XÃ HỘI, ĐỘC LẬP; người đi; kỹ sư; thị trường"
    )


def test_a_line_pasted_from_an_old_file_is_converted_alone() -> None:
    document = decode(f"Sở Công Thương chủ trì\n{to_tcvn3('Hỗ trợ các doanh nghiệp')}\n".encode(), name="a.txt")
    assert [line.text for line in document.lines] == ["Sở Công Thương chủ trì", "Hỗ trợ các doanh nghiệp"]
    assert document.notes


@pytest.mark.parametrize(
    "text",
    [
        "diện tích 100 m² tăng 5 °C, ± 2 µm × 3",
        "UỶ BAN NHÂN DÂN TỈNH",
        "Nestlé và Citroën hợp tác với São Paulo",
        "NAang cao ning suit va chit lwgng trén dia ban",
        "Déc 1ap - Tw do - Hanh phiic",
        "tin vé tiéu chuan Quéc gia, quy chuan k¥ thuét",
    ],
)
def test_unicode_is_left_as_it_is(text: str) -> None:
    assert convert_legacy(text) is None


def test_other_languages_encodings_are_refused_with_the_line() -> None:
    russian = "План повышения производительности труда предприятий области\n".encode("cp1251")
    with pytest.raises(ReadingError) as refusal:
        decode(b"abc\n" + russian * 5, name="a.txt")
    assert (refusal.value.code, refusal.value.line) == ("unknown-encoding", 2)


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not here")
def test_tcvn3_agrees_with_the_table_of_the_c_library() -> None:
    done = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=bytes(TCVN3), capture_output=True, check=True
    )
    assert unicodedata.normalize("NFC", done.stdout.decode()) == "".join(TCVN3.values())


@given(st.text(alphabet=sorted(set(_TO_VNI) | set(" abcdeghiklmnopqrstuvxy")), max_size=60))
def test_vni_is_read_back(text: str) -> None:
    # A letter and a following one of VNI's marks cannot be told from a pair; Vietnamese has no such neighbours.
    if all(is_syllable(word) for word in text.split()):
        assert from_vni(to_vni(text)) == text


@pytest.mark.parametrize("word", ["nghiệp", "Quốc", "khuỷu", "giết", "gì", "ĐẦU", "hoà", "hòa", "thuỷ", "xoong", "yêu"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiêpp", "năngg", "việc̀", "cát̀", "kàch", "strong", "ngiệp̣", "wàn"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("phốihợp", "phối hợp"),
        ("quanchủ", "quan chủ"),
        ("nghiệp", "nghiệp"),
        ("thựchiện", "thựchiện"),  # thực hiện, or thự chiện: not decided
        ("nangcao", "nangcao"),
        ("Citroën", "Citroën"),
    ],
)
def test_syllables_that_were_run_together(word: str, parted: str) -> None:
    assert split_syllables(word) == parted

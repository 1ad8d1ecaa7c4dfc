"""Numbers in words, written and read."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.text.folding import fold
from nscl.text.numbers import GREATEST, NumberWordsError, read_folded_words, read_words, write_words

# House rules of stack.md §5, and figures of the published plans.
GOLD = [
    (0, "không"),
    (4, "bốn"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (25, "hai mươi lăm"),
    (55, "năm mươi lăm"),
    (100, "một trăm"),
    (101, "một trăm linh một"),
    (104, "một trăm linh tư"),
    (105, "một trăm linh năm"),
    (110, "một trăm mười"),
    (115, "một trăm mười lăm"),
    (121, "một trăm hai mươi mốt"),
    (1_000, "một nghìn"),
    (1_001, "một nghìn không trăm linh một"),
    (1_011, "một nghìn không trăm mười một"),
    (1_100, "một nghìn một trăm"),
    (10_000, "mười nghìn"),
    (1_000_001, "một triệu không trăm linh một"),
    (1_001_000, "một triệu không trăm linh một nghìn"),
    (2_912_000_000, "hai tỷ chín trăm mười hai triệu"),
    (3_056_800_000, "ba tỷ không trăm năm mươi sáu triệu tám trăm nghìn"),
    (3_903_850_000, "ba tỷ chín trăm linh ba triệu tám trăm năm mươi nghìn"),
    (3_926_000_000, "ba tỷ chín trăm hai mươi sáu triệu"),
    (14_768_550_000, "mười bốn tỷ bảy trăm sáu mươi tám triệu năm trăm năm mươi nghìn"),
    (10**12, "một nghìn tỷ"),
    (1_005 * 10**9 + 4, "một nghìn không trăm linh năm tỷ không trăm linh tư"),
    (10**17 + 2 * 10**9, "một trăm triệu không trăm linh hai tỷ"),
    (10**18, "một tỷ tỷ"),
    (-21, "âm hai mươi mốt"),
]


@pytest.mark.parametrize(("number", "words"), GOLD)
def test_gold_numbers_are_written_and_read(number: int, words: str) -> None:
    assert write_words(number) == words
    assert read_words(words) == number


@given(
    st.integers(-GREATEST, GREATEST)
    | st.integers(0, 9_999)
    | st.builds(lambda n, p: n * 10**p, st.integers(0, 999), st.integers(0, 15))
)
def test_words_are_read_back_to_the_number(number: int) -> None:
    words = write_words(number)
    assert read_words(words) == number
    assert read_words(unicodedata.normalize("NFD", words).upper()) == number
    assert read_folded_words(fold(words)) == number


def test_every_number_below_ten_thousand_comes_back_and_no_two_share_words() -> None:
    written = [write_words(number) for number in range(10_000)]
    assert len(set(written)) == len(written)
    assert [read_words(words) for words in written] == list(range(10_000))


@pytest.mark.parametrize("number", [GREATEST + 1, -GREATEST - 1])
def test_beyond_the_greatest_number_nothing_is_written(number: int) -> None:
    with pytest.raises(ValueError, match="10\\^18"):
        write_words(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("một trăm lẻ năm", 105),
        ("một trăm linh bốn", 104),
        ("hai mươi bốn", 24),
        ("hai mươi một", 21),
        ("hai mươi nhăm", 25),
        ("hai mươi năm", 25),
        ("mười nhăm", 15),
        ("bẩy ngàn", 7_000),
        ("Ba tỉ Chín trăm hai mươi sáu triệu đồng", 3_926_000_000),
        ("năm mươi triệu năm mươi nghìn", 50_050_000),  # "không trăm" left out of a group with its own ten
        ("một nghìn linh năm", 1_005),
        ("một nghìn mười", 1_010),
        ("một triệu không trăm nghìn không trăm linh hai", 1_000_002),
        ("Hai tỷ, chín trăm mười hai triệu đồng./.", 2_912_000_000),
        ("(Bằng chữ: Bảy tỷ tám trăm sáu mươi sáu triệu đồng chẵn)", 7_866_000_000),
        ("Viết bằng chữ : “một trăm đồng Việt Nam”.", 100),
        ("mười bốn tỷ\nbảy trăm  sáu mươi bảy triệu", 14_767_000_000),
        ("một tỷ tỷ đồng", 10**18),
        ("hai trăm triệu tỷ", 2 * 10**17),
        ("âm một phẩy năm triệu", -1_500_000),
        ("bốn mươi mốt phẩy hai lăm triệu đồng", 41_250_000),
        ("một phẩy hai nghìn tỷ", 1_200_000_000_000),
    ],
)
def test_usual_variants_are_read(text: str, number: int) -> None:
    value = read_words(text)
    assert value == number
    assert isinstance(value, int)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("bốn mươi mốt phẩy hai lăm", "41.25"),
        ("bốn mươi mốt phẩy hai mươi lăm", "41.25"),
        ("không phẩy năm", "0.5"),
        ("năm phẩy không năm", "5.05"),
        ("năm phẩy không", "5.0"),
        ("mười phẩy không không mười hai", "10.0012"),
        ("hai phẩy không mười hai", "2.012"),
        ("hai phẩy không không không hai trăm", "2.000200"),
        ("không phẩy " + "một " * 18, "0." + "1" * 18),
        ("hai phẩy một trăm linh năm", "2.105"),
        ("âm ba phẩy một bốn một sáu", "-3.1416"),
        ("không phẩy năm không năm nghìn", "505"),
        ("một phẩy hai ba bốn năm nghìn", "1234.5"),
    ],
)
def test_decimals_are_exact(text: str, number: str) -> None:
    assert read_words(text) == Decimal(number)
    assert str(read_words(text)) == number
    assert read_folded_words(fold(text)) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "word", "position"),
    [
        ("", "", 0),
        ("đồng", "", 4),
        ("năm mươi con gà", "con", 9),
        ("hai mươi  tiệu", "tiệu", 10),
        ("hai muoi", "muoi", 4),
        ("hai ba", "ba", 4),
        ("một triệu hai", "hai", 10),
        ("một trăm hai", "hai", 9),
        ("một trăm lăm", "lăm", 9),
        ("mười mốt", "mốt", 5),
        ("mười tư", "tư", 5),
        ("một mươi", "một", 0),
        ("mốt", "mốt", 0),
        ("linh năm", "linh", 0),
        ("một trăm linh", "", 13),
        ("một trăm linh không", "không", 14),
        ("một trăm linh mười", "mười", 14),
        ("hai mươi không", "không", 9),
        ("không trăm linh một", "không", 0),
        ("không triệu", "không", 0),
        ("không tỷ", "không", 0),
        ("một tỷ không", "không", 7),
        ("triệu", "triệu", 0),
        ("hai triệu triệu", "triệu", 10),
        ("hai nghìn ba triệu", "triệu", 13),
        ("hai triệu ba triệu", "triệu", 13),
        ("một tỷ hai tỷ", "tỷ", 11),
        ("một tỷ tỷ tỷ", "tỷ", 10),
        ("một tỷ tỷ một trăm", "một", 0),
        ("một trăm trăm", "trăm", 9),
        ("hai mươi trăm", "trăm", 9),
        ("âm", "", 2),
        ("âm âm hai", "âm", 3),
        ("hai âm", "âm", 4),
        ("phẩy năm", "phẩy", 0),
        ("hai phẩy", "", 8),
        ("hai phẩy năm phẩy sáu", "phẩy", 13),
        ("hai phẩy lăm", "lăm", 9),
        ("hai phẩy linh năm", "linh", 9),
        ("hai phẩy không linh năm", "linh", 15),
        ("hai phẩy không trăm", "trăm", 15),
        ("một phẩy hai tỷ tỷ", "tỷ", 16),
        ("không phẩy " + "một " * 19, "một", 11 + 4 * 18),
        ("hai phẩy năm lăm sáu", "lăm", 13),
        ("hai phẩy năm triệu ba trăm", "ba", 19),
        ("hai phẩy năm triệu nghìn", "nghìn", 19),
        ("hai tỷ. Ba triệu", "tỷ.", 4),
        ("(hai) triệu", "hai)", 1),
        ("21 triệu", "21", 0),
    ],
)
def test_nonsense_is_refused_and_the_word_named(text: str, word: str, position: int) -> None:
    with pytest.raises(NumberWordsError) as refused:
        read_words(text)
    assert (refused.value.word, refused.value.position) == (word, position)
    assert refused.value.reason in str(refused.value)


def test_the_position_counts_characters_of_the_text_as_given() -> None:
    text = unicodedata.normalize("NFD", "một tỷ tiệu")
    with pytest.raises(NumberWordsError) as refused:
        read_words(text)
    assert text[refused.value.position :] == refused.value.word == unicodedata.normalize("NFD", "tiệu")


@pytest.mark.parametrize(
    ("text", "meant"), [("một tram", "trăm"), ("hai ngan", "ngàn"), ("bon", "bốn"), ("hai lẽ", "lẻ")]
)
def test_a_word_without_its_marks_is_refused_with_the_word_that_is_meant(text: str, meant: str) -> None:
    with pytest.raises(NumberWordsError, match=f"có phải là “{meant}” không"):
        read_words(text)


def test_a_bare_last_digit_is_refused_with_both_ways_of_meaning_it() -> None:
    with pytest.raises(NumberWordsError, match="“không trăm linh hai” hoặc thêm “trăm”"):
        read_words("một triệu hai")
    with pytest.raises(NumberWordsError, match="hãy bỏ từ này"):
        read_words("một triệu không")


def test_words_that_lost_their_marks_are_read_only_on_request() -> None:
    text = "Muoi bon ty bay tram sau muoi tam trieu nam tram nam muoi nghin dong chan"
    assert read_folded_words(text) == 14_768_550_000
    assert read_folded_words("Mười bốn ty") == 14_000_000_000
    with pytest.raises(NumberWordsError):
        read_words(text)


def test_a_long_pasted_text_is_refused_quickly_with_a_short_message() -> None:
    for text in ("một " + "tỷ " * 5_000, "x" * 100_000, "không phẩy " + "một " * 5_000):
        with pytest.raises(NumberWordsError) as refused:
            read_words(text)
        assert len(str(refused.value)) < 300


@given(st.text(alphabet="không một hai trăm linh mười mươi lăm tỷ triệu phẩy âm đồng, ", max_size=40))
def test_reading_gives_a_number_or_a_reasoned_refusal(text: str) -> None:
    try:
        value = read_words(text)
    except NumberWordsError as refused:
        where = slice(refused.position, refused.position + len(refused.word))
        if text[where] != refused.word:
            pytest.fail(f"vị trí {where} không phải của từ “{refused.word}”")
    else:
        assert -GREATEST <= value <= GREATEST


VOCABULARY = "không một hai bốn năm mốt tư lăm mười mươi trăm linh nghìn triệu tỷ phẩy âm"
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, min_size=1, max_size=9))
def test_what_is_read_from_any_words_is_the_number_that_they_write(words: list[str]) -> None:
    """Whatever the reader accepts, writing the value again and reading it gives the same value."""
    try:
        value = read_words(" ".join(words))
    except NumberWordsError:
        return
    if isinstance(value, int):
        assert read_words(write_words(value)) == value

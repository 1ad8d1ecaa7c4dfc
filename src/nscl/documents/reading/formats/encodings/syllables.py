"""Whether a word can be a Vietnamese syllable: how the encodings are told apart, and whether diacritics were lost.

Onsets, rhymes and the rule that a syllable ending in c, ch, p, t takes the sắc or nặng tone alone: Đoàn Thiện Thuật,
"Ngữ âm tiếng Việt" (1977); spelling as in Decision 240/QĐ of 5/3/1984 of the Ministry of Education.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ONSET_LETTERS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYME_LETTERS = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet oc oi om on ong ooc oong
op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uêt ui um un ung uơ up ut
uy uya uych uyn uynh uyt uyên uyêt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu
ưt ưu y ych yên yêt yêu yêm yêng ynh yt yn
"""
_ONSETS, _RHYMES = _ONSET_LETTERS.split(), _RHYME_LETTERS.split()
_STOPS = ("c", "ch", "p", "t")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOP_TONES = "\u0301\u0323"
# The two places of the tone mark in "hòa/hoà", "thủy/thuỷ" are both met; NFD keeps the letters apart from the tone.

_SYLLABLES = frozenset([*_RHYMES, *(onset + rhyme for onset in _ONSETS for rhyme in _RHYMES)])
_WORD = re.compile(r"[^\W\d_]+")
_TO_BARE = {ord("đ"): "d", **dict.fromkeys((0x302, 0x306, 0x31B))}
_BARE_SYLLABLES = frozenset(unicodedata.normalize("NFD", syllable).translate(_TO_BARE) for syllable in _SYLLABLES)
_LONGEST_PAIR = 14  # "nghiêngnghiêng"
_KEPT = 20_000  # more than all Vietnamese syllables that are in use (about 7 000), in two cases


@lru_cache(maxsize=_KEPT)
def is_syllable(word: str) -> bool:
    """Whether a word in NFC, of any case, is spelt as a Vietnamese syllable may be, its tone included."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(decomposed)
    if len(tones) > 1:
        return False
    toneless = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    if toneless not in _SYLLABLES:
        return False
    return not (tones and toneless.endswith(_STOPS)) or tones[0] in _STOP_TONES


@lru_cache(maxsize=_KEPT)
def is_bare_syllable(word: str) -> bool:
    """Whether an ASCII word, of any case, is a Vietnamese syllable without its diacritics."""
    return word.lower() in _BARE_SYLLABLES


def words_of(text: str) -> list[str]:
    """The runs of letters of a text, in order."""
    return _WORD.findall(text)


def share_of_syllables(words: Iterable[str]) -> float:
    """Which part of the words with letters beyond ASCII are Vietnamese syllables; 1.0 where there is no such word."""
    marked = [word for word in words if not word.isascii()]
    return sum(map(is_syllable, marked)) / len(marked) if marked else 1.0


@lru_cache(maxsize=_KEPT)
def split_syllables(word: str) -> str:
    """Two syllables that OCR has written as one word, parted ("phốihợp" → "phối hợp").

    The word comes back as it is where it is a syllable itself, has no marks, or can be parted in several ways.
    """
    if word.isascii() or is_syllable(word) or len(word) > _LONGEST_PAIR:
        return word
    ways = [
        f"{word[:place]} {word[place:]}"
        for place in range(2, len(word) - 1)
        if is_syllable(word[:place]) and is_syllable(word[place:])
    ]
    return ways[0] if len(ways) == 1 else word

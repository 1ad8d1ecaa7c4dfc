"""Which indicator of the catalogue a quantity of a target measures."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities import Quantity
from nscl.documents.reading.quantities.folded import fold_phrase
from nscl.documents.reading.quantities.nearness import Phrases, index_phrases, stands_near, words_near
from nscl.text.folding import fold, fold_words

_LEAST_WORD = 0.6  # of a word in damaged text, so that "mô hình áp dụng" is not read as "chỉ áp dụng"
_MOST_WORDS = 4  # of a code made from the unit; more would be a sentence


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a quantity: the sentence, what leads up to the figure, what follows it up to a colon.

    ``lead``: ``before`` without the lead-in of the list. ``clause``: what follows the figure in its clause.
    """

    sentence: str
    before: str
    lead: str
    near: str
    clause: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A code of the catalogue; ``known`` is False where no rule fits and the code was made from the unit."""

    code: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    units: tuple[str, ...]
    whens: frozenset[str]
    demands: tuple[tuple[str, tuple[str, ...]], ...]  # (where, one of these phrases)
    excluded: tuple[str, ...]
    each: bool


def find_indicator(quantity: Quantity, context: Context, *, damaged: bool = False) -> Indicator:
    """The indicator of the first rule in `indicators.yaml` that fits; else a code made of the unit or denominator."""
    unit = quantity.unit or ""
    each = not quantity.is_share and quantity.of is not None
    for rule in _rules():
        if rule.each != each:
            continue
        if rule.whens and quantity.when.value not in rule.whens:
            continue
        if rule.units and not _is_of(unit, rule.units):
            continue
        if _fits(rule, context, damaged=damaged):
            return Indicator(rule.code, known=True)
    return Indicator(_made_from(quantity), known=False)


def _fits(rule: _Rule, context: Context, *, damaged: bool) -> bool:
    places = {
        "any": context.sentence,
        "around": f"{context.before} {context.near}",
        "before": context.before,
        "near": context.near,
    }
    if not all(mentions(places[where], phrases, damaged=damaged) for where, phrases in rule.demands):
        return False
    return not (rule.excluded and mentions(context.sentence, rule.excluded, damaged=damaged))


def mentions(text: str, phrases: tuple[str, ...], *, damaged: bool = False) -> bool:
    """Whether one of the phrases stands in the text as whole words, whatever the case and diacritics."""
    words = _spaced(text)
    if any(_spaced(phrase) in words for phrase in phrases):
        return True
    return damaged and stands_near(_near(text), _index(phrases), least_word=_LEAST_WORD)


_near = lru_cache(maxsize=1024)(words_near)


@lru_cache(maxsize=512)
def _index(phrases: tuple[str, ...]) -> Phrases:
    """A lone word is too easily another one ("trong" and "trường"): only phrases are looked for."""
    return index_phrases(phrase for phrase in phrases if " " in phrase)


@lru_cache(maxsize=4096)
def _spaced(text: str) -> str:
    """The folded words of a text, each between spaces."""
    return f" {' '.join(fold_words(text))} "


def _is_of(unit: str, allowed: tuple[str, ...]) -> bool:
    folded = fold(unit)
    return any(folded == head or folded.startswith((f"{head} ", f"{head},", f"{head}/")) for head in allowed)


def _made_from(quantity: Quantity) -> str:
    """A code of the unit's own words: "vườn mẫu" → "vuon_mau", a share of households → "ty_le_ho_gia_dinh"."""
    if quantity.is_share:
        words = ["ty", "le", *fold_words(quantity.of or "")]
    else:
        words = (fold_words(quantity.unit or "") or ["khong", "ro"])[:_MOST_WORDS] + fold_words(quantity.of or "")
    plain = [word for word in words if word.isascii()][: _MOST_WORDS + (quantity.of is not None) * _MOST_WORDS]
    if not plain or not plain[0][0].isalpha():
        plain = ["so", *plain]
    return "_".join(plain)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(entry) for entry in load("indicators")["rules"])


def _rule(entry: dict[str, Any]) -> _Rule:
    classes = load("units")["classes"]
    units: list[str] = []
    for name in entry.get("unit", []):
        heads = classes[name]["heads"] + classes[name].get("bare", []) if name in classes else [name]
        units += [fold_phrase(head) for head in heads]
    wheres = {"any": "any", "all": "any", "around": "around", "before": "before", "near": "near", "near2": "near"}
    demands = tuple((where, tuple(entry[key])) for key, where in wheres.items() if key in entry)
    return _Rule(
        code=entry["code"],
        units=tuple(units),
        whens=frozenset(entry.get("when", [])),
        demands=demands,
        excluded=tuple(entry.get("not", [])),
        each=entry.get("each", False),
    )

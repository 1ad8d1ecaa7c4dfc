"""Of what a share is a share: "70% cơ sở khám bệnh công lập" → "cơ sở khám bệnh công lập"."""

import re

from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.folded import FoldedText, phrase_pattern

_DATA = load("quantities")["share"]
_LONGEST = 160  # characters: a denominator is a noun phrase, not a sentence


def _either(name: str, *, folded: bool) -> str:
    return phrase_pattern(_DATA[name], folded=folded)


def predicate_pattern(*, folded: bool) -> str:
    """A verb that ends the noun phrase; "có nhu cầu" and the like belong to it."""
    return rf"(?<!\w)(?!{_either('attributes', folded=folded)})(?:{_either('predicates', folded=folded)})(?!\w)"


def _end(*, folded: bool) -> re.Pattern[str]:
    return re.compile(
        rf"[;.:()]|(?<!\w)(?<!nhóm )(?<!nhom )(?<!loại )(?<!loai )[0-9]|{predicate_pattern(folded=folded)}"
    )


def _lead_in(*, folded: bool) -> re.Pattern[str]:
    return re.compile(rf" {{0,3}}(?:(?:{_either('lead_in', folded=folded)}) {{1,3}}){{0,3}}")


def _of_before(*, folded: bool) -> re.Pattern[str]:
    subject = _either("subject", folded=folded)
    end = rf"(?=,| {{1,3}}{predicate_pattern(folded=folded)})"
    return re.compile(rf"(?<!\w)(?:{subject}) {{1,3}}(?P<of>.{{3,{_LONGEST}}}?){end}")


def _contribution(*, folded: bool) -> re.Pattern[str]:
    lead = rf"(?<!\w)(?:{_either('contribution', folded=folded)}) (?:.{{0,{_LONGEST}}}? )?"
    end = rf"(?=,| {{1,3}}(?:{predicate_pattern(folded=folded)})| t[ừu] [0-9]|$)"
    return re.compile(rf"{lead}(?:{_either('into', folded=folded)}) {{1,3}}(?P<of>.{{3,{_LONGEST}}}?){end}")


_CONTRIBUTION = {folded: _contribution(folded=folded) for folded in (False, True)}
_END = {folded: _end(folded=folded) for folded in (False, True)}
_LEAD_IN = {folded: _lead_in(folded=folded) for folded in (False, True)}
_OF_BEFORE = {folded: _of_before(folded=folded) for folded in (False, True)}


def denominator_after(text: FoldedText, position: int, last: int) -> str | None:
    """The noun phrase after "%": up to its verb or the end of the clause; None where no noun follows."""
    damaged = text.damaged
    lead_in = _LEAD_IN[damaged].match(text.words, position)
    start = lead_in.end() if lead_in else position
    end = _END[damaged].search(text.words, start, min(last, start + _LONGEST))
    stop = end.start() if end else min(last, start + _LONGEST)
    phrase = text.cut(start, stop).strip(" ,-")
    return phrase or None


def denominator_before(text: FoldedText, first: int, position: int) -> str | None:
    """The noun phrase of "tỷ lệ doanh nghiệp áp dụng … đạt 60%", "số tổ chức được hỗ trợ hằng năm tăng 10%"."""
    match = _CONTRIBUTION[text.damaged].search(text.words, first, position)
    match = match or _OF_BEFORE[text.damaged].search(text.words, first, position)
    return text.cut(match.start("of"), match.end("of")) if match else None

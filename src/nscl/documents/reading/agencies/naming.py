"""The name of a body from what a mention writes, and one name a body for the whole plan."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from nscl.documents.pack.schema import Agency
from nscl.documents.reading.agencies.catalogue import Entry, Naming, entries
from nscl.documents.reading.agencies.mentions import Mention
from nscl.text.folding import fold, fold_words

# Spelled out in the name of a group that is named as written.
_ABBREVIATIONS = (
    (re.compile(r"\bTX\b\.?"), "thị xã"),
    (re.compile(r"\bTP\b\.?"), "thành phố"),
    (re.compile(r"\bTT\b\.?"), "thị trấn"),
    (re.compile(r"\bDN\b"), "doanh nghiệp"),
    (re.compile(r"\bHTX\b"), "hợp tác xã"),
    (re.compile(r"\bĐH\b"), "đại học"),
    (re.compile(r"\bCĐ\b"), "cao đẳng"),
    (re.compile(r"\bGDNN\b"), "giáo dục nghề nghiệp"),
    (re.compile(r"\bKH&?CN\b"), "khoa học và công nghệ"),
    (re.compile(r"\bKCB\b"), "khám bệnh, chữa bệnh"),
)
_HEADS = re.compile(r"^(?:(?:các\s+)?(?:phó\s+)?chủ tịch\s+|thủ trưởng\s+|giám đốc\s+)", re.IGNORECASE)
_LEADING_EACH = re.compile(r"^các\s+(?=UBND|Ủy ban)", re.IGNORECASE)
# What the name of "các sở, ban, ngành" keeps, fullest first.
_TAILS = (("cap tinh", "cấp tỉnh"), ("cap thanh pho", "cấp thành phố"), ("tinh", "tỉnh"), ("thanh pho", "thành phố"))
_COMMITTEE = re.compile(r"UBND|Ủy ban", re.IGNORECASE)
_INNER_EACH = re.compile(r"^các\s+(?=trường|cơ sở)|(?<!UBND )(?<!dân )\bcác\s+", re.IGNORECASE)
_SPACE_BEFORE_COMMA = re.compile(r"\s+(?=[,;])|(?<=[,;])(?=\S)")
# A member that the plan names in fewer than this share of the mentions is a slip of the pen, not part of the name.
_LEAST_SHARE = 0.3


def name_mention(entry: Entry, written: str, tail: str) -> tuple[str, tuple[str, ...]]:
    """The full name and the parts that a mention gives. ``written``: its text; ``tail``: what follows ("tỉnh …")."""
    if entry.parts:
        parts = _parts(entry, written)
        return f"Các {', '.join(parts or entry.parts[:1])} {_tail_of(entry, written)}".strip(), parts
    if entry.naming is Naming.WRITTEN:
        return _as_written(written), ()
    if not entry.keeps_tail:
        return entry.name, ()
    tail = re.sub(r"^của\s+", "", " ".join(tail.split()), flags=re.IGNORECASE) or entry.default_tail
    return f"{entry.name} {_small_first(tail)}".strip(), ()


def name_agencies(mentions: Iterable[Mention]) -> tuple[Agency, ...]:
    """Every body mentioned, once, in the order of first mention, under one name.

    A body is named as the plan names it most often, spelled-out mentions before abbreviated ones; a group by the parts
    that the plan names (see lexicon/agency_groups.yaml).
    """
    by_key: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_key.setdefault(mention.key, []).append(mention)
    known = {entry.key: entry for entry in entries()}
    return tuple(
        Agency(key=key, name=_one_name(known.get(key), found), kind=found[0].kind) for key, found in by_key.items()
    )


def _one_name(entry: Entry | None, mentions: Sequence[Mention]) -> str:
    if entry is not None and entry.parts:
        return _covering_name(entry, mentions)
    if entry is not None and entry.naming is Naming.WRITTEN:
        return _usual_wording(mentions)
    if entry is not None and entry.default_tail:
        return max((mention.name for mention in mentions), key=len)
    spelled = [mention for mention in mentions if _is_spelled_out(mention)]
    counts = Counter(mention.name for mention in spelled or mentions)
    return max(counts, key=lambda name: (counts[name], len(name)))


def _is_spelled_out(mention: Mention) -> bool:
    return fold_words(mention.as_written) == fold_words(mention.name)


def _covering_name(entry: Entry, mentions: Sequence[Mention]) -> str:
    counts = Counter(part for mention in mentions for part in mention.parts)
    least = 0.0 if entry.naming is Naming.COVERING else _LEAST_SHARE
    parts = tuple(part for part in entry.parts if counts[part] and counts[part] >= least * len(mentions))
    tails = Counter(tail for mention in mentions if (tail := _tail_of(entry, mention.as_written)))
    tail = max(tails, key=len, default="")
    return f"Các {', '.join(parts or entry.parts[:1])} {tail}".strip()


def _tail_of(entry: Entry, written: str) -> str:
    words = f" {' '.join(fold_words(written))} "
    if entry.naming is Naming.USUAL:
        return "có liên quan" if " co lien quan " in words else "liên quan"
    for folded, tail in _TAILS:
        if f" {folded} " in words:
            return tail
    return ""


def _usual_wording(mentions: Sequence[Mention]) -> str:
    """Of the wordings with the members named most often, the fullest, with "các" where most of them have it."""
    # A mention with a capital stands by itself, in a cell or a list: it shows the name as the plan means it.
    alone = [mention for mention in mentions if _is_capital(mention)]
    classes = Counter(_members(mention.name) for mention in alone or mentions)
    usual = max(classes, key=lambda members: (classes[members], -len(members)))
    names = [mention.name for mention in mentions if _members(mention.name) == usual]
    fullest = max((_INNER_EACH.sub("", name) for name in names), key=lambda name: (len(name), name))
    if _COMMITTEE.match(fullest):
        return fullest
    written = [mention.as_written for mention in alone if _members(mention.name) == usual]
    each = [fold(text).startswith("cac ") for text in written or (mention.as_written for mention in mentions)]
    if sum(each) * 2 > len(each) if written else any(each):
        return f"Các {fullest[:1].lower()}{fullest[1:]}"
    return f"{fullest[:1].upper()}{fullest[1:]}"


def _is_capital(mention: Mention) -> bool:
    # "UBND" has its capitals everywhere.
    return mention.as_written[:1].isupper() and not _COMMITTEE.match(mention.name)


def _members(name: str) -> tuple[str, ...]:
    """The words of a wording that tell what it covers, without head and filling words."""
    words = re.sub(r"^(cac )?(ubnd|uy ban nhan dan) ?|\bcac |\bva ", "", " ".join(fold_words(name)))
    return tuple(words.split())


def _parts(entry: Entry, written: str) -> tuple[str, ...]:
    words = f" {' '.join(fold_words(written))} "
    return tuple(part for part in entry.parts if f" {fold(part)} " in words)


def _as_written(written: str) -> str:
    text = _SPACE_BEFORE_COMMA.sub(lambda found: "" if found[0] else " ", " ".join(written.split()))
    for pattern, full in _ABBREVIATIONS:
        text = pattern.sub(full, text)
    text = _LEADING_EACH.sub("", _HEADS.sub("", " ".join(text.split())))
    text = text.replace(";", ",").strip(" ,")
    return f"{text[:1].upper()}{text[1:]}"


def _small_first(tail: str) -> str:
    """ "Tỉnh" of a heading as "tỉnh"; a province's name keeps its capital."""
    return f"{tail[:1].lower()}{tail[1:]}" if fold(tail).startswith(("tinh", "thanh pho")) else tail

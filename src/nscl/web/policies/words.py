"""Rules of support in words of the screen. What the files say in words of their own stays as they say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.rulebook.policies import Policy, State, Vocabulary
from nscl.rulebook.policies.policy import NATIONAL, PER_NAMES, Item, Level, Once, Role, Trigger, UnderWay
from nscl.rulebook.rulebook import Confidence
from nscl.rulebook.size import SIZE_NAMES, SizeClass
from nscl.support.queries.policies import PolicyRow, Standing
from nscl.support.rules.policies import Gap
from nscl.text.dates import format_date
from nscl.text.formats import format_number, format_vnd
from nscl.web.ui.parts import Chip, Text, Tone

UNKNOWN: Final = gettext_lazy("chưa biết")

STANDING_CHIPS: Final[Mapping[Standing, Chip]] = {
    Standing.IN_FORCE: Chip(gettext_lazy("Đang có hiệu lực"), Tone.GOOD, "circle-check", 0),
    Standing.NOT_KNOWN: Chip(gettext_lazy("Chưa biết còn hiệu lực không"), Tone.UNKNOWN, "circle-question-mark", 1),
    Standing.NOT_YET: Chip(gettext_lazy("Chưa có hiệu lực"), Tone.IDLE, "clock", 2),
    Standing.ENDED: Chip(gettext_lazy("Hết hiệu lực"), Tone.IDLE, "archive", 3),
}
CONFIDENCE_CHIPS: Final[Mapping[Confidence, Chip]] = {
    Confidence.HIGH: Chip(gettext_lazy("Cao (H)"), Tone.GOOD, "badge-check", 0),
    Confidence.MEDIUM: Chip(gettext_lazy("Vừa (M)"), Tone.WARN, "triangle-alert", 1),
    Confidence.LOW: Chip(gettext_lazy("Chưa kiểm chứng (L)"), Tone.BAD, "octagon-alert", 2),
}
STATE_CHIPS: Final[Mapping[State, Chip]] = {
    State.GRANTED: Chip(gettext_lazy("Được hỗ trợ"), Tone.GOOD, "circle-check", 0),
    State.NOT_DECIDABLE: Chip(gettext_lazy("Chưa quyết định được"), Tone.UNKNOWN, "circle-question-mark", 1),
    State.REFUSED: Chip(gettext_lazy("Không được hỗ trợ"), Tone.IDLE, "circle-x", 2),
}
GAP_WORDS: Final[Mapping[Gap, Text]] = {
    Gap.PERCENT: gettext_lazy("tỷ lệ hỗ trợ"),
    Gap.CAP: gettext_lazy("mức trần"),
    Gap.CAP_PER: gettext_lazy("mức trần tính cho mỗi năm, mỗi hợp đồng hay mỗi tổ chức"),
    Gap.HEADS: gettext_lazy("chi phí nào được tính"),
    Gap.TRIGGER: gettext_lazy("có cần giấy chứng nhận trước không"),
    Gap.ONCE: gettext_lazy("được hỗ trợ mấy lần"),
    Gap.CONDITIONS: gettext_lazy("điều kiện khác trong văn bản (mới đọc một phần)"),
    Gap.SUCCESSOR: gettext_lazy("văn bản thay thế"),
    Gap.UNDER_WAY: gettext_lazy("hồ sơ nộp trước ngày hết hiệu lực theo văn bản nào"),
    Gap.PRIORITIES: gettext_lazy("thứ tự ưu tiên"),
    Gap.LIMITS: gettext_lazy("thời hạn giải quyết"),
    Gap.DOCUMENTS: gettext_lazy("giấy tờ phải nộp"),
}
_ONCE_WORDS: Final[Mapping[Once, Text]] = {
    Once.LIFE: gettext_lazy("Mỗi tổ chức một lần"),
    Once.SUBJECT: gettext_lazy("Mỗi tiêu chuẩn, sản phẩm một lần"),
    Once.YEAR: gettext_lazy("Mỗi năm một lần"),
    Once.MANY: gettext_lazy("Nhiều lần, trong mức trần"),
}
_TRIGGER_WORDS: Final[Mapping[Trigger, Text]] = {
    Trigger.NONE: gettext_lazy("Không cần chứng nhận trước"),
    Trigger.CERTIFICATE: gettext_lazy("Sau khi được cấp giấy chứng nhận, công nhận"),
}
_UNDER_WAY_WORDS: Final[Mapping[UnderWay, Text]] = {
    UnderWay.THIS: gettext_lazy("Hồ sơ nộp trước ngày hết hiệu lực giải quyết theo văn bản này"),
    UnderWay.SUCCESSOR: gettext_lazy("Hồ sơ nộp trước ngày hết hiệu lực giải quyết theo văn bản thay thế"),
}


def content_words(policy: Policy, item: Item) -> str:
    """What a rule is about."""
    return policy.vocabulary.contents.get(item.content) or _("mọi nội dung")


def who_words(policy: Policy, item: Item) -> str:
    """Whom a rule is for: kinds, sizes, sectors, groups."""
    vocabulary = policy.vocabulary
    parts = [_listed(vocabulary.kinds, item.kinds) if item.kinds else _("mọi loại hình tổ chức")]
    if item.sizes is not None:
        parts.append(size_words(item.sizes))
    if item.sectors is not None:
        parts.append(_("ngành: %(names)s") % {"names": _listed(vocabulary.sectors, item.sectors)})
    if item.any_of:
        parts.append(_("thuộc ít nhất một nhóm: %(names)s") % {"names": facts_words(vocabulary, item.any_of)})
    return "; ".join(parts)


def size_words(sizes: Iterable[SizeClass]) -> str:
    """Size classes, the smallest first."""
    wanted = set(sizes)
    return ", ".join(SIZE_NAMES[size] for size in SizeClass if size in wanted)


def facts_words(vocabulary: Vocabulary, keys: Iterable[str]) -> str:
    """What must be so, by name."""
    return ", ".join(vocabulary.facts[key].name for key in keys)


def _listed(names: Mapping[str, str], keys: Iterable[str]) -> str:
    wanted = set(keys)
    return ", ".join(name for key, name in names.items() if key in wanted)


def subject_words(item: Item) -> str:
    """Which standards or products; "" where any, or none."""
    if item.subjects.is_any:
        return ""
    names = ", ".join(_pattern(one) for one in item.subjects.patterns)
    if not item.subjects.exceptions:
        return names
    return _("%(names)s; trừ %(exceptions)s") % {
        "names": names,
        "exceptions": ", ".join(_pattern(one) for one in item.subjects.exceptions),
    }


def _pattern(pattern: str) -> str:
    if pattern == "*":
        return _("bất kỳ tiêu chuẩn, sản phẩm nào")
    return _("mọi %(begins)s") % {"begins": pattern[:-2].upper()} if pattern.endswith("*") else pattern.upper()


def once_words(item: Item) -> Text:
    """How often."""
    return UNKNOWN if item.once is None else _ONCE_WORDS[item.once]


def trigger_words(item: Item) -> Text:
    """What must have happened before."""
    return UNKNOWN if item.trigger is None else _TRIGGER_WORDS[item.trigger]


def heads_words(policy: Policy, item: Item) -> Text:
    """Which costs count."""
    return UNKNOWN if item.heads is None else _listed(policy.vocabulary.heads, item.heads)


def level_who(policy: Policy, level: Level) -> str:
    """For whom of those whom the rule is for."""
    parts = [] if level.sizes is None else [size_words(level.sizes)]
    if level.any_of:
        parts.append(facts_words(policy.vocabulary, level.any_of))
    return "; ".join(parts) or _("mọi đối tượng của quy định")


def rate_words(level: Level) -> Text:
    """The per cent."""
    return UNKNOWN if level.rate is None else percent_words(level.rate.percent)


def percent_words(percent: Decimal) -> str:
    """50% or 33,3%."""
    return f"{format_number(percent.normalize() if percent % 1 else int(percent))}%"


def cap_words(level: Level) -> Text:
    """The most that is given, and per what."""
    if level.is_cap_missing:
        return UNKNOWN
    if level.cap is None:
        return _("không có")
    per = _("chưa biết tính cho gì") if level.cap.per is None else PER_NAMES[level.cap.per]
    return _("%(vnd)s / %(per)s") % {"vnd": format_vnd(level.cap.vnd), "per": per}


def role_words(item: Item) -> str:
    """That a rule only bounds what others give; "" for one that gives."""
    return _("Chỉ là mức trần: chặn mức của văn bản khác, tự nó không chi được.") if item.role is Role.CEILING else ""


def under_way_words(policy: Policy) -> Text:
    """Which rule decides what was handed in before."""
    return UNKNOWN if policy.under_way is None else _UNDER_WAY_WORDS[policy.under_way]


def period_words(first: date, last: date | None) -> str:
    """From when until when."""
    if last is None:
        return _("từ %(first)s") % {"first": format_date(first)}
    return _("từ %(first)s đến %(last)s") % {"first": format_date(first), "last": format_date(last)}


def life_words(row: PolicyRow) -> str:
    """The whole of a policy's days."""
    force = row.policy.force
    return period_words(force[0].first, force[-1].last)


def number_words(policy: Policy) -> str:
    """Its number; of one that has none, its title."""
    return policy.number or policy.title


def gaps_words(count: int) -> str:
    """How much is not known."""
    if not count:
        return _("đủ")
    return ngettext("%(n)s chỗ chưa biết", "%(n)s chỗ chưa biết", count) % {"n": format_number(count)}


def is_national(policy: Policy) -> bool:
    """Whether it holds in every province."""
    return policy.province == NATIONAL

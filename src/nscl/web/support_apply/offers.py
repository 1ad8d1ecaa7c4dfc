"""What an organisation could get, in words: contents with the most that is given, rules side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.rulebook.policies import Missing
from nscl.rulebook.policies.policy import PER_NAMES, Cap, Level
from nscl.support.queries.offers import HadBefore, Offer, OfferStatus, RuleOffer
from nscl.text.dates import format_date
from nscl.text.decimals import format_number
from nscl.text.formats import format_vnd
from nscl.web.plans.words import capital
from nscl.web.support_apply.slips import OF_THE_REGISTRY, Point, points_of, public_cautions
from nscl.web.ui.parts import Act, Chip, Fact, Facts, Text, Tone

OFFER_CHIPS: Final = {
    OfferStatus.OPEN: Chip(gettext_lazy("Có thể đề nghị"), Tone.GOOD, "circle-check", 0),
    OfferStatus.HAD: Chip(gettext_lazy("Đã được hỗ trợ"), Tone.DONE, "check-check", 1),
    OfferStatus.MISSING: Chip(gettext_lazy("Chưa chi được: quy định còn thiếu"), Tone.WARN, "circle-question-mark", 2),
    OfferStatus.NOT_FOR_YOU: Chip(gettext_lazy("Không thuộc đối tượng"), Tone.IDLE, "circle-slash", 3),
}
BEST: Final = Chip(gettext_lazy("Mức cao nhất"), Tone.GOOD, "star")
_TITLES: Final = {
    OfferStatus.OPEN: gettext_lazy("Đơn vị có thể đề nghị"),
    OfferStatus.HAD: gettext_lazy("Đã được hỗ trợ"),
    OfferStatus.MISSING: gettext_lazy("Quy định còn thiếu, nộp được nhưng chưa chi được"),
    OfferStatus.NOT_FOR_YOU: gettext_lazy("Chưa thuộc đối tượng"),
}
_ANCHORS: Final = {
    OfferStatus.OPEN: "de-nghi",
    OfferStatus.HAD: "da-duoc",
    OfferStatus.MISSING: "quy-dinh-thieu",
    OfferStatus.NOT_FOR_YOU: "ngoai-doi-tuong",
}
_FOLDED: Final = frozenset({OfferStatus.MISSING, OfferStatus.NOT_FOR_YOU})


@dataclass(frozen=True, slots=True)
class OfferCard:
    """A content: the most that is given, under which rules, what it takes."""

    title: Text
    amount: str
    lines: Sequence[str]
    points: Sequence[Point]
    href: str = ""
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """Contents that stand alike."""

    anchor: str
    title: Text
    offers: Sequence[OfferCard]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One rule beside the others."""

    item: str
    title: str
    says: str
    cite: str
    amount: str
    chip: Chip
    facts: Facts
    points: Sequence[Point]
    cautions: Sequence[str]
    is_best: bool
    may_pick: bool


def groups_of(offers: Iterable[Offer], href: Callable[[str], str]) -> list[OfferGroup]:
    """The contents by how they stand; href: the page of a content."""
    known = list(offers)
    groups = []
    for status in (OfferStatus.OPEN, OfferStatus.HAD, OfferStatus.MISSING, OfferStatus.NOT_FOR_YOU):
        cards = [_card(one, href(one.content)) for one in known if one.status is status]
        if cards:
            groups.append(OfferGroup(_ANCHORS[status], _TITLES[status], cards, status in _FOLDED))
    return groups


def _card(offer: Offer, href: str) -> OfferCard:
    best = offer.rules[0]
    near = [one for one in offer.rules if one.status is offer.status]
    numbers = list(dict.fromkeys(one.policy.number for one in near))
    lines = [_("Theo %(policies)s") % {"policies": ", ".join(numbers)}]
    if offer.status is OfferStatus.OPEN:
        if len(near) > 1:
            lines.append(_("%(n)s quy định áp dụng được; đơn vị chọn một.") % {"n": len(near)})
        act = Act(_("Xem và làm hồ sơ"), href, "arrow-right")
        return OfferCard(
            capital(offer.name), amount_words(offer.at_most_vnd), lines, points_of(_asked_for(best)), href, act
        )
    points = [had_point(offer.had)] if offer.had else _obstacles(best)
    return OfferCard(capital(offer.name), "", lines, points, href)


def amount_words(at_most_vnd: int | None) -> str:
    """The most that is given, as people look for it."""
    if at_most_vnd is None:
        return _("Mức tính theo chi phí thực tế")
    return _("Đến %(amount)s") % {"amount": format_vnd(at_most_vnd)}


def had_point(had: HadBefore) -> Point:
    """In which case a content was had."""
    words = _("Hồ sơ %(label)s, %(name)s, nộp ngày %(day)s") % {
        "label": had.label,
        "name": had.organisation,
        "day": format_date(had.on),
    }
    return Point(words, str(had.state.label), "check-check")


def _asked_for(rule: RuleOffer) -> list[Missing]:
    """What it takes besides what the registry lacks, which is said once for all contents (`lacking`)."""
    return [one for one in rule.to_supply if one.key not in OF_THE_REGISTRY]


def lacking(offers: Iterable[Offer]) -> list[str]:
    """What the registry does not know of the organisation and a rule that is open asks: the names of it."""
    found = (one for offer in offers for rule in offer.rules if _is_open(rule) for one in rule.to_supply)
    return list(dict.fromkeys(one.name for one in found if one.key in OF_THE_REGISTRY))


def _obstacles(rule: RuleOffer) -> list[Point]:
    if rule.status is OfferStatus.NOT_FOR_YOU:
        return [Point(one.words, one.cite, "circle-slash") for one in rule.decision.reasons]
    return points_of(rule.decision.missing)


def options_of(offer: Offer) -> list[Option]:
    """Every rule about a content, the best first."""
    pickable = [one for one in offer.rules if _may_pick(one)]
    known = [one.at_most_vnd for one in pickable if one.status is OfferStatus.OPEN and one.at_most_vnd]
    # Where two give as much, neither is the best.
    most = max(known, default=None)
    alone = len(pickable) > 1 and known.count(most or 0) == 1
    return [_option(one, is_best=alone and _is_open(one) and one.at_most_vnd == most) for one in offer.rules]


def _is_open(rule: RuleOffer) -> bool:
    return rule.status is OfferStatus.OPEN


def _may_pick(rule: RuleOffer) -> bool:
    return rule.status in {OfferStatus.OPEN, OfferStatus.MISSING}


def _option(rule: RuleOffer, *, is_best: bool) -> Option:
    points = (
        [had_point(rule.had)] if rule.had else _obstacles(rule) if not _is_open(rule) else points_of(rule.to_supply)
    )
    return Option(
        item=rule.item.ref,
        title=rule.policy.number,
        says=capital(rule.item.words),
        cite=rule.item.cite,
        amount=amount_words(rule.at_most_vnd),
        chip=OFFER_CHIPS[rule.status],
        facts=Facts(list(_terms(rule))),
        points=points,
        cautions=public_cautions(rule.decision.cautions) if _may_pick(rule) else (),
        is_best=is_best,
        may_pick=_may_pick(rule),
    )


def _terms(rule: RuleOffer) -> Iterator[Fact]:
    """Per cent, cap, conditions, papers: what one compares."""
    levels = rule.item.levels
    percent = f"{format_number(rule.rate.percent)}%" if rule.rate else _percents(levels)
    yield Fact(_("Tỷ lệ"), percent)
    yield Fact(_("Mức trần"), _cap(rule.cap) if rule.cap else _("theo quy mô, nhóm") if len(levels) > 1 else None)
    heads = rule.policy.vocabulary.heads
    if rule.item.heads:
        yield Fact(_("Tính trên"), ", ".join(heads[key] for key in heads if key in rule.item.heads))
    if rule.item.conditions:
        yield Fact(_("Điều kiện"), "\n".join(capital(one.words) for one in rule.item.conditions))
    papers = [one.name for one in rule.policy.documents or () if one.at == "application"]
    if papers:
        yield Fact(_("Giấy tờ"), "\n".join(papers))


def _percents(levels: Sequence[Level]) -> str | None:
    known = sorted({one.rate.percent for one in levels if one.rate is not None})
    if not known:
        return None
    words = [f"{format_number(one)}%" for one in known]
    return (
        words[0]
        if len(words) == 1
        else _("%(first)s đến %(last)s, theo quy mô") % {"first": words[0], "last": words[-1]}
    )


def _cap(cap: Cap) -> str:
    amount = format_vnd(cap.vnd)
    return f"{amount}/{PER_NAMES[cap.per]}" if cap.per is not None else amount

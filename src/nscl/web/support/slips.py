"""Calculation slips as cards: every step with its amount and article, what is not known, what must be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.rulebook.policies import State
from nscl.support.queries.assessments import SlipRow, StepRow
from nscl.text.dates import format_date
from nscl.text.formats import format_vnd
from nscl.web.policies.places import policy_href
from nscl.web.support.words import ANSWER_CHIPS, OUTCOME_CHIPS, moment_words, yes_no
from nscl.web.ui.parts import Act, Chip, Notice, Tone


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One step."""

    chip: Chip
    words: str
    cite: str
    amount: str
    facts: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class SlipCard:
    """A slip. anchor: its id in the page; policy_href: the policy; note: who kept it when; is_open: shown unfolded."""

    anchor: str
    title: str
    chip: Chip
    amount: str
    policy: str
    policy_href: str
    rule: str
    note: str
    lines: Sequence[SlipLine]
    gaps: Sequence[str]
    priorities: Sequence[tuple[str, str]]
    cautions: Sequence[Notice]
    acts: Sequence[Act]
    is_open: bool


def slip_card(slip: SlipRow, *, title: str, anchor: str, acts: Sequence[Act] = (), is_open: bool = False) -> SlipCard:
    """The card of a slip, kept or not."""
    return SlipCard(
        anchor=anchor,
        title=title,
        chip=ANSWER_CHIPS[slip.state],
        amount=amount_words(slip),
        policy=slip.policy_number,
        policy_href=policy_href(slip.policy) if "/" in slip.policy else "",
        rule=slip.rule,
        note=_kept_words(slip),
        lines=[_line(step) for step in slip.steps],
        gaps=[_("%(name)s: %(supply)s") % {"name": one.name, "supply": one.supply} for one in slip.gaps],
        priorities=[(one.words, str(yes_no(answer=one.is_met))) for one in slip.priorities],
        cautions=[Notice(_("Cần xem thêm"), one, Tone.WARN) for one in slip.cautions],
        acts=acts,
        is_open=is_open,
    )


def amount_words(slip: SlipRow) -> str:
    """What it comes to, in a few words."""
    if slip.state is State.GRANTED:
        return format_vnd(slip.amount_vnd)
    if slip.state is State.NOT_DECIDABLE and slip.at_most_vnd is not None:
        return _("không quá %(vnd)s") % {"vnd": format_vnd(slip.at_most_vnd)}
    return _("không có số tiền")


def _kept_words(slip: SlipRow) -> str:
    if slip.at is None:
        return _("Tính theo dữ kiện và quy định ngày %(day)s; chưa lưu.") % {"day": format_date(slip.on)}
    words = _("Lưu lúc %(at)s, %(by)s; tính cho ngày %(day)s.")
    return words % {"at": moment_words(slip.at), "by": slip.by or _("hệ thống"), "day": format_date(slip.on)}


def _line(step: StepRow) -> SlipLine:
    amount = "" if step.amount_vnd is None else format_vnd(step.amount_vnd)
    return SlipLine(OUTCOME_CHIPS[step.outcome], step.words, step.cite, amount, step.facts)

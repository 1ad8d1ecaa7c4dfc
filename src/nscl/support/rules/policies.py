"""What of a policy is not known, so that nothing is paid for want of it (docs/methods/ho-tro.md, "missing")."""

from __future__ import annotations

from enum import StrEnum

from nscl.rulebook.policies import Item, Policy


class Gap(StrEnum):
    """One thing that the text says, or may say, and that nobody has read yet."""

    PERCENT = "percent"
    CAP = "cap"
    CAP_PER = "cap_per"
    HEADS = "heads"
    TRIGGER = "trigger"
    ONCE = "once"
    CONDITIONS = "conditions"
    SUCCESSOR = "successor"
    UNDER_WAY = "under_way"
    PRIORITIES = "priorities"
    LIMITS = "limits"
    DOCUMENTS = "documents"


# Those without which no amount can be told.
BLOCKING = frozenset({Gap.PERCENT, Gap.CAP, Gap.CAP_PER, Gap.HEADS, Gap.TRIGGER, Gap.ONCE})


def gaps_of_item(item: Item) -> tuple[Gap, ...]:
    """What is not known of a rule, the gravest first."""
    found = {
        Gap.PERCENT: any(level.rate is None for level in item.levels),
        Gap.CAP: any(level.is_cap_missing for level in item.levels),
        Gap.CAP_PER: any(level.cap is not None and level.cap.per is None for level in item.levels),
        Gap.HEADS: item.heads is None,
        Gap.TRIGGER: item.trigger is None,
        Gap.ONCE: item.once is None,
        Gap.CONDITIONS: not item.is_read_whole,
    }
    return tuple(gap for gap, is_open in found.items() if is_open)


def gaps_of_policy(policy: Policy) -> tuple[Gap, ...]:
    """What is not known of a policy as a whole."""
    found = {
        Gap.SUCCESSOR: not policy.is_successor_known,
        Gap.UNDER_WAY: policy.under_way is None,
        Gap.PRIORITIES: policy.priorities is None,
        Gap.LIMITS: policy.limits is None,
        Gap.DOCUMENTS: policy.documents is None,
    }
    return tuple(gap for gap, is_open in found.items() if is_open)

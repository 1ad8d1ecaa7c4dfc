"""The rules of support that ship with the system (`data/rules`), as pages show them: public to whoever is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings

from nscl.rulebook.policies import Decision, Policy, assess
from nscl.rulebook.policies.examples import Example, cases_beside, disagreements, read_examples
from nscl.rulebook.policies.policy import Force, ForceStatus, Item
from nscl.support.queries.rulebook import policies, vocabulary
from nscl.support.rules.policies import Gap, gaps_of_item, gaps_of_policy

FOLDER = "rules"


class PolicyMissing(LookupError):
    """No policy of that name."""


class Standing(StrEnum):
    """Whether a policy can be applied on a day."""

    IN_FORCE = "in_force"
    NOT_KNOWN = "not_known"
    NOT_YET = "not_yet"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy on a day. period: the one of its life that the day falls into; gaps: how much of it is not known."""

    policy: Policy
    standing: Standing
    period: Force | None
    gaps: int

    @property
    def slug(self) -> str:
        """Folder and file: "quoc-gia/80-2021-nd-cp"."""
        return self.policy.slug

    @property
    def place(self) -> str:
        """Where it holds, in words."""
        return self.policy.vocabulary.provinces[self.policy.province]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A rule of a policy with what of it is not known."""

    item: Item
    content: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A case of the file beside the policy: what the file says it must come to, and what the rules answer today.

    wrong: where the two differ; () where they agree.
    """

    example: Example
    decision: Decision
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyDetail:
    """A policy with its rules and its cases. gaps: of the policy as a whole."""

    row: PolicyRow
    gaps: tuple[Gap, ...]
    items: tuple[ItemRow, ...]
    examples: tuple[ExampleRow, ...]
    successor: Policy | None


def content_names() -> Mapping[str, str]:
    """Key of a content → its name."""
    return vocabulary().contents


def list_policies(on: date) -> tuple[PolicyRow, ...]:
    """All policies as of a day: those in force first, then by province and number."""
    order = list(Standing)
    rows = [_row(policy, on) for policy in policies().values()]
    return tuple(sorted(rows, key=lambda row: (order.index(row.standing), row.slug)))


def find_policy(slug: str, on: date) -> PolicyDetail:
    """One policy with its rules and cases. Raises PolicyMissing, RulebookFileError."""
    policy = policies().get(slug)
    if policy is None:
        raise PolicyMissing(slug)
    return PolicyDetail(
        row=_row(policy, on),
        gaps=gaps_of_policy(policy),
        items=tuple(_item(policy, item) for item in policy.items),
        examples=_examples(settings.DATA_DIR, slug),
        successor=policies().get(policy.replaced_by or ""),
    )


def policy_file(slug: str) -> bytes:
    """The file of a policy, to start a draft from. Raises PolicyMissing."""
    if slug not in policies():
        raise PolicyMissing(slug)
    return _path(settings.DATA_DIR, slug).read_bytes()


@cache
def _examples(data: Path, slug: str) -> tuple[ExampleRow, ...]:
    policy, path = policies()[slug], cases_beside(_path(data, slug))
    if not path.exists():
        return ()
    return tuple(
        ExampleRow(one, assess(one.case, policy, one.on), disagreements(one, policy))
        for one in read_examples(path, policy.vocabulary)
    )


def _path(data: Path, slug: str) -> Path:
    return Path(data) / FOLDER / f"{slug}.yaml"


def _row(policy: Policy, on: date) -> PolicyRow:
    period = policy.force_on(on)
    if period is not None:
        standing = Standing.IN_FORCE if period.status is ForceStatus.IN_FORCE else Standing.NOT_KNOWN
    else:
        standing = Standing.NOT_YET if on < policy.force[0].first else Standing.ENDED
    gaps = len(gaps_of_policy(policy)) + sum(len(gaps_of_item(item)) for item in policy.items)
    return PolicyRow(policy, standing, period, gaps)


def _item(policy: Policy, item: Item) -> ItemRow:
    name = policy.vocabulary.contents.get(item.content, "")
    return ItemRow(item, name, gaps_of_item(item))

"""Findings of an edition: what a person read, what the check computes, and what was decided about either.

A computed finding that says what a person already wrote down (same kind, overlapping lines) is not shown twice: the
person's keeps its words and takes the rule and subject of the computed one, so that the check knows it from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nscl.documents import checks
from nscl.documents.pack.schema import PackFinding
from nscl.documents.pack.values import Span
from nscl.plans.enums import FindingOrigin, FindingState
from nscl.plans.models import Finding
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.base import BATCH
from nscl.plans.operations.tables.registry import FINDINGS
from nscl.plans.operations.wording import stored
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor
from nscl.text.folding import fold

SUBJECT_LENGTH = 120
_Identity = tuple[str, str]
_DECIDED = ("state", "reason", "decided_at", "decided_by_id")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many findings a new check added and how many it took away."""

    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a finding, kept over a re-load or taken into an amendment."""

    state: str
    reason: str
    decided_at: datetime | None
    decided_by_id: int | None


class Decisions:
    """Decisions on findings of other content, found again by what the finding says."""

    def __init__(self, edition_id: int | None = None) -> None:
        self._known: dict[tuple[str, str, str], Decision] = {}
        if edition_id is None:
            return
        decided = Finding.objects.filter(edition=edition_id).exclude(state=FindingState.OPEN).order_by("position", "pk")
        for kind, says, conflicts, *decision in decided.values_list("kind", "says", "conflicts_with", *_DECIDED):
            self._known[(kind, says, conflicts or "")] = Decision(*decision)

    def apply(self, finding: Finding) -> None:
        """Give the finding the decision that was taken on one with the same words."""
        known = self._known.get((finding.kind, finding.says, finding.conflicts_with or ""))
        found_again = known is not None and known.state == FindingState.FIXED and finding.rule != ""
        if known is not None and not found_again:
            for name in _DECIDED:
                setattr(finding, name, getattr(known, name))


def store_findings(
    *,
    lookup: Lookup,
    read: Sequence[PackFinding],
    computed: Sequence[checks.Finding],
    decisions: Decisions,
    continues: Sequence[int | None] = (),
) -> int:
    """Write the findings of an edition that has none yet: the pack's, then those computed that say something more."""
    merged = merge(read, computed)
    rows = FINDINGS.rows(read, lookup)
    for position, row in enumerate(rows):
        same = merged.get(position)
        if same is not None:
            row.rule, row.subject = identity_of(same)
    for row, continued in zip(rows, continues, strict=False):
        row.__dict__["continues_id"] = continued
    taken = set(map(id, merged.values()))
    own = [finding for finding in computed if id(finding) not in taken]
    rows += [_computed_row(lookup.edition_id, finding, len(rows) + n) for n, finding in enumerate(own, start=1)]
    for row in rows:
        decisions.apply(row)
    insert_rows(rows)
    return len(rows)


def merge(read: Sequence[PackFinding], computed: Iterable[checks.Finding]) -> dict[int, checks.Finding]:
    """Place in `read` → the computed finding that says the same: same kind, most lines in common, each only once."""
    merged: dict[int, checks.Finding] = {}
    for finding in computed:
        if finding.at is None:
            continue
        candidates = [
            (_common_lines(one.at, finding.at), -place)
            for place, one in enumerate(read)
            if place not in merged and one.kind is finding.kind
        ]
        lines, place = max(candidates, default=(0, 0))
        if lines > 0:
            merged[-place] = finding
    return merged


def refresh(*, edition_id: int, computed: Sequence[checks.Finding], by: Actor, at: datetime) -> Refreshed:
    """Bring what is stored up to date with a new check of the edition.

    A new one is added. One that the check finds no more: removed where it is computed and open, FIXED where a person
    wrote it and it is open; a decision taken stays. One that is found again after it was fixed, or a computed one whose
    figures changed after a decision, is open again: what was decided is not what stands there now.
    """
    rows = list(Finding.objects.filter(edition=edition_id).order_by("position", "pk"))
    known: dict[_Identity, list[Finding]] = defaultdict(list)
    for row in rows:
        if row.rule:
            known[(row.rule, row.subject)].append(row)
    unknown: list[checks.Finding] = []
    for finding in computed:
        same = known.get(identity_of(finding))
        if same:
            _update(same.pop(0), finding)
        else:
            unknown.append(finding)
    gone = [row for left in known.values() for row in left]
    removed = [row.pk for row in gone if row.origin == FindingOrigin.COMPUTED and row.state == FindingState.OPEN]
    Finding.objects.filter(pk__in=removed).delete()
    fixed = [row for row in gone if row.origin == FindingOrigin.READ and row.state == FindingState.OPEN]
    for row in fixed:
        decide(row, FindingState.FIXED, stored(_("Kiểm tra lại không còn thấy.")), by=by, at=at)
    new = _add(edition_id, rows, unknown)
    return Refreshed(new, len(removed) + len(fixed))


def decide(finding: Finding, state: FindingState, reason: str, *, by: Actor, at: datetime) -> None:
    """Write a decision on a finding."""
    is_open = state is FindingState.OPEN
    finding.state = state
    finding.reason = reason
    finding.decided_at = None if is_open else at
    finding.decided_by_id = None if is_open else by.number
    finding.version += 1
    finding.save(update_fields=["state", "reason", "decided_at", "decided_by", "version"])


def identity_of(finding: checks.Finding) -> _Identity:
    """What makes a computed finding the same at the next check: the check, and the item it is about."""
    return finding.rule, finding.subject[:SUBJECT_LENGTH]


def _add(edition_id: int, rows: Sequence[Finding], unknown: Sequence[checks.Finding]) -> int:
    """Add what was not known, unless an open finding of a person says the same."""
    read = [row for row in rows if row.origin == FindingOrigin.READ and not row.rule and row.first_line is not None]
    merged = merge(FINDINGS.records_of(read), unknown)
    for place, finding in merged.items():
        read[place].rule, read[place].subject = identity_of(finding)
    Finding.objects.bulk_update([read[place] for place in merged], ["rule", "subject"], batch_size=BATCH)
    taken = set(map(id, merged.values()))
    last = rows[-1].position if rows else 0
    new = [finding for finding in unknown if id(finding) not in taken]
    insert_rows([_computed_row(edition_id, finding, last + n) for n, finding in enumerate(new, start=1)])
    return len(new)


def _update(row: Finding, finding: checks.Finding) -> None:
    """Give a stored finding what the check says now; a person's words stay a person's."""
    fresh = _computed_row(row.edition_id, finding, row.position)
    changed: list[str] = []
    if row.origin == FindingOrigin.COMPUTED:
        names = ("kind", "severity", "first_line", "last_line", "says", "conflicts_with", "likely", "folded")
        changed = [name for name in names if getattr(row, name) != getattr(fresh, name)]
        for name in changed:
            setattr(row, name, getattr(fresh, name))
    other_figures = bool({"says", "conflicts_with"} & set(changed))
    if row.state == FindingState.FIXED or (other_figures and row.state != FindingState.OPEN):
        row.state, row.decided_at, row.decided_by_id = FindingState.OPEN, None, None
        changed += ["state", "decided_at", "decided_by"]
    if changed:
        row.version += 1
        row.save(update_fields=[*changed, "version"])


def _computed_row(edition_id: int, finding: checks.Finding, position: int) -> Finding:
    rule, subject = identity_of(finding)
    return Finding(
        edition_id=edition_id,
        position=position,
        first_line=finding.at.first if finding.at else None,
        last_line=finding.at.last if finding.at else None,
        folded=fold(f"{finding.says} {finding.conflicts_with or ''} {finding.likely or ''}"),
        kind=finding.kind.value,
        severity=finding.severity.value,
        says=finding.says,
        conflicts_with=finding.conflicts_with,
        likely=finding.likely,
        origin=FindingOrigin.COMPUTED.value,
        rule=rule,
        subject=subject,
        state=FindingState.OPEN.value,
    )


def _common_lines(one: Span, other: Span) -> int:
    return min(one.last, other.last) - max(one.first, other.first) + 1

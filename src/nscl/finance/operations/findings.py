"""Findings of a plan: checked again, decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents import checks
from nscl.documents.pack.schema import PlanPack
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import FindingState, ItemKind
from nscl.plans.models import Finding, PlanEdition
from nscl.plans.operations.editions import lock_edition, reference_of
from nscl.plans.operations.errors import ItemMissing, ReasonMissing, StillFound
from nscl.plans.operations.findings import Refreshed, decide, identity_of, refresh
from nscl.plans.operations.register import ProvinceRegister
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change, Reference, record_event


@transaction.atomic
def decide_finding(
    *, number: int, decision: FindingState, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Accept, waive or call fixed what was found, or open it again; also on an issued edition, which stays as signed.

    A waiver needs a reason. Nothing is fixed that the check still finds. The same decision again writes nothing.
    Raises NotAllowed, ItemMissing, ReasonMissing, StillFound.
    """
    edition_id = Finding.objects.filter(pk=number).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise ItemMissing(ItemKind.FINDING, number)
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS, edition.plan.unit_id)
    finding = Finding.objects.get(pk=number)
    reason = reason.strip()
    if decision is FindingState.WAIVED and not reason:
        raise ReasonMissing
    if (finding.state, finding.reason) == (decision.value, reason):
        return
    if decision is FindingState.FIXED and finding.rule:
        _refuse_while_found(finding, edition)
    before = FindingState(finding.state)
    decide(finding, decision, reason, by=by, at=at)
    record_event(
        action="finding.decided",
        by=by,
        at=at,
        subject=Reference(ItemKind.FINDING, number, finding.says),
        context=reference_of(edition),
        changes=[Change(stored(_("Xử lý")), stored(before.label), stored(decision.label))],
        comment=reason,
    )


@transaction.atomic
def refresh_findings(*, edition_id: int, by: Actor, at: datetime) -> Refreshed:
    """Check an edition again, for instance after the register of agencies changed; see `plans.operations.findings`.

    Asks no permission: it decides nothing. Writes nothing, and records no event, where nothing changed. Raises
    EditionMissing.
    """
    edition = lock_edition(edition_id)
    refreshed = recheck(edition=edition, pack=pack_of(edition_id), by=by, at=at)
    if refreshed.new or refreshed.gone:
        subject = reference_of(edition)
        counts = {"new": refreshed.new, "gone": refreshed.gone}
        comment = stored(_("Thêm %(new)s phát hiện, %(gone)s phát hiện không còn.")) % counts
        record_event(action="edition.checked", by=by, at=at, subject=subject, context=subject, comment=comment)
    return refreshed


def recheck(*, edition: PlanEdition, pack: PlanPack, by: Actor, at: datetime) -> Refreshed:
    """Bring the findings of an edition up to date with its content. Part of an operation: records no event."""
    return refresh(edition_id=edition.pk, computed=_computed(edition, pack), by=by, at=at)


def _computed(edition: PlanEdition, pack: PlanPack) -> tuple[checks.Finding, ...]:
    return checks.check_pack(pack, register=ProvinceRegister(edition.plan.unit_id))


def _refuse_while_found(finding: Finding, edition: PlanEdition) -> None:
    found = {identity_of(one) for one in _computed(edition, pack_of(edition.pk))}
    if (finding.rule, finding.subject) in found:
        raise StillFound(finding.pk)

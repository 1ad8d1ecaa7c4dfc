"""An application is handed in: everything is looked at, content and papers are taken, the case gets its number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.institutions.models import AdministrativeUnit
from nscl.records.operations import Actor
from nscl.support.enums import CaseState, DocumentStage
from nscl.support.models import CaseDocument, SupportCase
from nscl.support.operations.cases.drafting import require_open
from nscl.support.operations.cases.starting import department_on, require_alive, unit_on
from nscl.support.operations.opening import Asker, OpenedCase, Saved, move, open_case, record, refuse, refuse_stale
from nscl.support.operations.slots import claim_papers, refuse_had, refuse_used, take
from nscl.support.queries.assessing import assess_now, dossier, paper_keys, values_of
from nscl.support.queries.rulebook import Rule, rule_of
from nscl.support.rules.questions import check_application
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def submit_case(*, number: int, version: int | None, viewer: Asker, by: Actor, at: datetime) -> Saved:
    """Hand in a draft, or what was to be supplemented.

    Raises CaseGone, NotAllowed, StateRefused, Conflict, AlreadySupported (the content is taken), PaperUsed (an invoice
    or the certificate serves another case: which one is told to staff alone), Refused with everything that is wanting.
    """
    opened = open_case(number, viewer, applicant_may=True)
    require_open(opened)
    refuse_stale(opened, version)
    require_alive(opened.row.organisation)
    rule = _rule(opened.row)
    refuse_had(opened, rule, at)
    names_others = not opened.is_applicant
    refuse(_problems(opened, rule, at))
    refuse_used(paper_keys(values_of(opened.row)), opened.row.pk, names_others=names_others)
    is_new = opened.state is CaseState.DRAFT
    if is_new:
        _number(opened.row, at)
    take(opened, rule, at)
    claim_papers(opened, names_others=names_others)
    if opened.row.asked_vnd is None:
        opened.row.asked_vnd = assess_now(opened.row, localdate(at)).amount_vnd or None
    move(opened, CaseState.SUBMITTED, by=by, at=at)
    record(opened, "submitted" if is_new else "resubmitted", by=by, at=at)
    return opened.saved()


def _rule(row: SupportCase) -> Rule:
    rule = rule_of(row.policy, row.item) if row.item else None
    if rule is None:
        message = _("Chưa chọn nội dung và quy định hỗ trợ")
        refuse([Problem("item", Reason.MISSING, message, _("chọn một trong các quy định của nội dung này"))])
        raise LookupError(row.item)
    return rule


def _problems(opened: OpenedCase, rule: Rule, at: datetime) -> Iterator[Problem]:
    row, on = opened.row, localdate(at)
    papers = CaseDocument.objects.filter(
        case=row, stage=DocumentStage.APPLICATION, evidence__removed_at__isnull=True
    ).order_by("pk")
    yield from check_application(
        values_of(row),
        rule.policy,
        rule.item,
        known=frozenset(dossier(row, on, names_others=False).answers),
        papers=frozenset(papers.values_list("name", flat=True)),
        on=on,
    )


def _number(row: SupportCase, at: datetime) -> None:
    """Year and number, gapless by province and year: whoever submits in a province meets at the row of the province."""
    on = localdate(at)
    row.unit_id = unit_on(row.unit_id, on)
    list(AdministrativeUnit.objects.select_for_update(no_key=True).filter(pk=row.unit_id).order_by("pk"))
    last = SupportCase.objects.filter(unit=row.unit_id, year=on.year).aggregate(last=Max("number"))["last"]
    row.year, row.number, row.submitted_at = on.year, (last or 0) + 1, at
    if row.agency_id is None:
        row.agency_id = department_on(row.unit_id, on)

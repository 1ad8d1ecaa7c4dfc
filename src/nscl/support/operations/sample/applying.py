"""One case of a sample, from its draft to what an officer found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.timezone import localdate

from nscl.records.operations import Actor
from nscl.support.enums import DocumentStage, DocumentVerdict
from nscl.support.models import CaseDocument
from nscl.support.operations.cases import (
    attach_document,
    decide_eligibility,
    examine_document,
    request_supplement,
    save_draft,
    start_case,
    submit_case,
    withdraw_case,
)
from nscl.support.queries.rulebook import rule_of
from nscl.support.rules.questions import asked_by
from nscl.support.rules.values import CaseValues, CostValue
from nscl.support.sample import Reached, SampleCase

_MILLION: Final = 1_000_000
_REFUSED: Final = "Doanh nghiệp quy mô lớn, ngoài đối tượng của quy định."
_CONTACT: Final = "Người liên hệ mẫu"
# Days from the draft to what comes after it.
_SUBMITTED, _EXAMINED = timedelta(days=1), timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Applying:
    """Whose case it is, under which plan, when it began; now: nothing happens after it."""

    organisation: int
    plan: int
    began: datetime
    now: datetime


def fill_case(case: SampleCase, applying: Applying, by: Actor) -> int:
    """Take a case as far as the sample has it, short of what a council concludes; returns its number."""
    acts: dict[str, Any] = {"viewer": None, "by": by}
    began, submitted = applying.began, min(applying.began + _SUBMITTED, applying.now)
    examined = min(applying.began + _EXAMINED, applying.now)
    number = _draft(case, applying, by)
    if case.reached is Reached.WITHDRAWN:
        withdraw_case(number=number, version=None, reason=case.says, at=submitted, **acts)
    if case.reached in {Reached.DRAFT, Reached.WITHDRAWN}:
        return number
    _attach(case, number, began, by)
    submit_case(number=number, version=None, at=submitted, **acts)
    if case.reached is Reached.SUPPLEMENT:
        request_supplement(number=number, version=None, comment=case.says, at=examined, **acts)
    if case.reached is Reached.REFUSED:
        decide_eligibility(number=number, version=None, eligible=False, reason=_REFUSED, at=examined, **acts)
    if case.reached.is_decided:
        for paper in CaseDocument.objects.filter(case=number).order_by("pk").values_list("pk", flat=True):
            examine_document(number=number, document=paper, verdict=DocumentVerdict.ACCEPTED, at=examined, **acts)
        decide_eligibility(number=number, version=None, eligible=True, at=examined, **acts)
    return number


def _draft(case: SampleCase, applying: Applying, by: Actor) -> int:
    started = start_case(
        organisation=applying.organisation,
        item=case.item,
        plan=applying.plan,
        viewer=None,
        by=by,
        at=applying.began,
        is_sample=True,
    )
    policy = case.item.partition("#")[0]
    rule = rule_of(policy, case.item)
    asked = asked_by(rule.policy, rule.item) if rule else None
    cost = CostValue(
        head="contract",
        about=f"Hợp đồng: {case.purpose.lower()}",
        vnd=case.millions * _MILLION,
        on=localdate(applying.began) - timedelta(days=5),
    )
    values = CaseValues(
        policy=policy,
        item=case.item,
        content=rule.item.content if rule else "",
        subject=case.subject or (case.purpose if asked is not None and asked.subject else ""),
        purpose=case.purpose,
        contact_name=_CONTACT,
        contact_email="lienhe@mau.example",
        # No to what is asked; what the registry says of an organisation is believed before that.
        facts={**dict.fromkeys(asked.needed if asked else (), False), **case.facts},
        costs=(cost,),
    )
    save_draft(number=started.number, version=started.version, values=values, viewer=None, by=by, at=applying.began)
    return started.number


def _attach(case: SampleCase, number: int, at: datetime, by: Actor) -> None:
    rule = rule_of(case.item.partition("#")[0], case.item)
    papers = [one for one in (rule.policy.documents or ()) if one.at == DocumentStage.APPLICATION] if rule else []
    for place, one in enumerate(papers):
        link = f"https://mau.example/ho-so/{number}/{place + 1}"
        attach_document(number=number, name=one.name, link=link, viewer=None, by=by, at=at)

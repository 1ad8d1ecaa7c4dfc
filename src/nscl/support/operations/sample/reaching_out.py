"""Filling a sample of outreach: visits to the sample's organisations, and a survey that some of them answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from nscl.records.operations import Actor
from nscl.support.operations.outreach import answer_on_site, open_survey, record_visit
from nscl.support.rules.outreach import VisitDraft
from nscl.support.rules.surveys import SurveyReply
from nscl.support.sample.visits import ANSWERS, DEFINITION, SURVEY, VISITORS, VISITS

_OPEN_BEFORE: Final = timedelta(days=45)
_OPEN_AFTER: Final = timedelta(days=30)


def fill_outreach(
    plan: int, firms: Mapping[str, int], *, on: date, morning: Callable[[date], datetime], by: Actor
) -> None:
    """Visits and answers of some months up to a day; those before the plan's first year are left out."""
    for place, visit in enumerate(VISITS):
        day = on - timedelta(days=visit.ago)
        if day.year == on.year:
            draft = VisitDraft(
                plan_id=plan,
                agency_id=None,
                organisation_id=firms[visit.firm],
                on=day,
                visitor=VISITORS[place % len(VISITORS)],
                outcome=visit.outcome,
                refusal=visit.refusal,
                note=visit.note,
            )
            record_visit(draft=draft, viewer=None, by=by, at=morning(day), is_sample=True)
    opened = on - _OPEN_BEFORE
    survey = open_survey(
        plan_id=plan,
        definition=DEFINITION,
        title=SURVEY,
        opens_on=opened,
        closes_on=on + _OPEN_AFTER,
        viewer=None,
        by=by,
        at=morning(opened),
        is_sample=True,
    )
    for place, (firm, wants, contents, obstacle, share, trainees, knows) in enumerate(ANSWERS):
        replies = {
            "wants": SurveyReply(choices=(wants,)),
            "contents": SurveyReply(choices=contents),
            "obstacle": SurveyReply(choices=(obstacle,)),
            "own-share": SurveyReply(number=None if share is None else Decimal(share)),
            "trainees": SurveyReply(number=Decimal(trainees)),
            "knows": SurveyReply(choices=(knows,)),
        }
        at = morning(opened + timedelta(days=7 * place))
        answer_on_site(survey=survey, organisation=firms[firm], replies=replies, visit=None, viewer=None, by=by, at=at)

"""Answers to a survey: by the organisation through its link, or on site by whoever visits it. Once for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.queries import territories_today
from nscl.organisations.models import Organisation
from nscl.records.operations import Actor
from nscl.support.enums import AnswerWay
from nscl.support.models import NeedsSurvey, SurveyAnswer, SurveyForm, Visit
from nscl.support.operations.errors import Refused
from nscl.support.operations.outreach.errors import AlreadyAnswered, FormGone, SurveyGone, SurveyNotOpen
from nscl.support.operations.outreach.surveys import hash_of, record_survey
from nscl.support.queries.outreach.reach import visits_seen
from nscl.support.queries.survey_files import definitions
from nscl.support.rules.surveys import Replies, check_replies
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def answer_by_link(*, token: str, replies: Replies, at: datetime) -> int:
    """Keep what an organisation answered through its link; returns the form's number.

    Raises FormGone, AlreadyAnswered, SurveyNotOpen, Refused (field: the question's key).
    """
    form = (
        SurveyForm.objects.select_for_update(of=("self",), no_key=True)
        .select_related("survey", "organisation")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if form is None:
        raise FormGone
    _keep(form, replies, AnswerWay.LINK, at)
    by = Actor(None, form.organisation.name)
    record_survey(form.survey, "answered", by=by, at=at, comment=form.organisation.name)
    return form.pk


@transaction.atomic
def answer_on_site(
    *,
    survey: int,
    organisation: int,
    replies: Replies,
    visit: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Keep what an organisation told its visitor; returns the form's number. visit: during which it was told.

    Raises SurveyGone, NotAllowed, AlreadyAnswered, SurveyNotOpen, Refused (field: the question's key).
    """
    row = NeedsSurvey.objects.select_for_update(no_key=True).filter(pk=survey).first()
    if row is None:
        raise SurveyGone(survey)
    if viewer is not None and not viewer.may(Permission.VISIT_ORGANISATIONS, row.unit_id):
        raise NotAllowed(Permission.VISIT_ORGANISATIONS)
    form = SurveyForm.objects.select_for_update(no_key=True).filter(survey=row, organisation=organisation).first()
    if form is None:
        _require_of_province(organisation, row)
        form = SurveyForm(survey=row, organisation_id=organisation)
    form.visit, form.by_id = _visit(visit, organisation, viewer), by.number
    _keep(form, replies, AnswerWay.ON_SITE, at)
    record_survey(row, "answered", by=by, at=at, comment=form.organisation.name)
    return form.pk


def _keep(form: SurveyForm, replies: Replies, way: AnswerWay, at: datetime) -> None:
    survey = form.survey
    if form.answered_at is not None:
        raise AlreadyAnswered(localdate(form.answered_at))
    if not survey.opens_on <= localdate(at) <= survey.closes_on:
        raise SurveyNotOpen(survey.opens_on, survey.closes_on)
    if problems := list(check_replies(definitions()[survey.definition], replies)):
        raise Refused(problems)
    form.answered_at, form.way = at, way
    form.save()
    SurveyAnswer.objects.bulk_create(list(_rows(form, replies)))


def _rows(form: SurveyForm, replies: Replies) -> Iterable[SurveyAnswer]:
    for question, reply in replies.items():
        for choice in reply.choices:
            yield SurveyAnswer(form=form, question=question, choice=choice)
        if reply.number is not None or reply.text:
            yield SurveyAnswer(form=form, question=question, number=reply.number, text=reply.text)


def _require_of_province(organisation: int, survey: NeedsSurvey) -> None:
    land = territories_today([survey.unit_id])[survey.unit_id]
    rows = Organisation.objects.filter(pk=organisation, unit__in=list(land), merged_into__isnull=True)
    if not rows.exists():
        message = _("tổ chức này không có trong sổ của tỉnh")
        raise Refused([Problem("organisation", Reason.UNKNOWN, message, _("tìm và chọn lại tổ chức"))])


def _visit(number: int | None, organisation: int, viewer: Viewer | None) -> Visit | None:
    """The visit that the address names, where it is one to that organisation that the person sees; else none."""
    if number is None:
        return None
    seen = Q() if viewer is None else visits_seen(viewer)
    return Visit.objects.filter(seen, pk=number, organisation=organisation).first()

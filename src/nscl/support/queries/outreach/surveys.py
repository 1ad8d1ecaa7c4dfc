"""Surveys of needs: the list, one, its forms, and a form by its link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Count, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import territories_today
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.plans.queries.access import computed
from nscl.support.enums import AnswerWay
from nscl.support.models import NeedsSurvey, SurveyForm
from nscl.support.queries.outreach.reach import units_seen
from nscl.support.queries.survey_files import definitions
from nscl.support.rules.surveys import SurveyDefinition


class SurveyMissing(LookupError):
    """No such survey, or none that the viewer may see."""


class FormMissing(LookupError):
    """No form has this link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """A survey. invited, answered: how many forms; may_handle: open, send, close; may_fill: take answers on site."""

    number: int
    unit_id: int
    province: str
    plan_id: int
    definition: str
    title: str
    opens_on: date
    closes_on: date
    invited: int
    answered: int
    created_at: datetime
    created_by: str
    is_sample: bool
    may_handle: bool
    may_fill: bool

    def is_open(self, on: date) -> bool:
        """Whether answers are taken on a day."""
        return self.opens_on <= on <= self.closes_on

    @property
    def questions(self) -> SurveyDefinition:
        """What it asks. Raises KeyError where its file was taken away."""
        return definitions()[self.definition]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One organisation's form. way None: not answered; has_link: a link that opens it was sent."""

    number: int
    organisation_id: int
    organisation: str
    kind: OrganisationKind
    commune: str
    email: str
    invited_at: datetime | None
    answered_at: datetime | None
    way: AnswerWay | None
    by: str
    has_link: bool


@dataclass(frozen=True, slots=True)
class InvitableRow:
    """An organisation that can be sent a link: it has an address and has not answered."""

    number: int
    name: str
    kind: OrganisationKind
    commune: str
    email: str
    invited_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A form as whoever holds its link sees it."""

    number: int
    organisation: str
    province: str
    title: str
    opens_on: date
    closes_on: date
    answered_at: datetime | None
    definition: SurveyDefinition
    is_sample: bool

    def is_open(self, on: date) -> bool:
        """Whether an answer is taken on a day."""
        return self.answered_at is None and self.opens_on <= on <= self.closes_on


def list_surveys(viewer: Viewer, *, unit_ids: Collection[int] | None) -> tuple[SurveyRow, ...]:
    """The surveys of provinces of which the viewer sees outreach, newest first. One query."""
    rows = _visible(viewer)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return tuple(_row(viewer, row) for row in rows.order_by("-opens_on", "-pk"))


def find_survey(viewer: Viewer, number: int) -> SurveyRow:
    """One survey. One query. Raises SurveyMissing."""
    row = _visible(viewer).filter(pk=number).first()
    if row is None:
        raise SurveyMissing(str(number))
    return _row(viewer, row)


def forms_of(survey: int) -> tuple[FormRow, ...]:
    """The forms of a survey: who answered last first, then by name. One query."""
    rows = SurveyForm.objects.filter(survey=survey).select_related("organisation__commune", "by")
    found = [
        FormRow(
            number=row.pk,
            organisation_id=row.organisation_id,
            organisation=row.organisation.name,
            kind=OrganisationKind(row.organisation.kind),
            commune=row.organisation.commune.name if row.organisation.commune else "",
            email=row.email,
            invited_at=row.invited_at,
            answered_at=row.answered_at,
            way=AnswerWay(row.way) if row.way else None,
            by=row.by.full_name if row.by else "",
            has_link=row.token_hash is not None,
        )
        for row in rows.order_by("organisation__folded", "pk")
    ]
    return tuple(sorted(found, key=lambda one: -one.answered_at.timestamp() if one.answered_at else 0))


def invitable(survey: SurveyRow) -> tuple[InvitableRow, ...]:
    """The organisations of the province that can be sent a link, by name. Three queries."""
    land = territories_today([survey.unit_id])[survey.unit_id]
    forms = {
        organisation: (invited, answered)
        for organisation, invited, answered in SurveyForm.objects.filter(survey=survey.number)
        .order_by("pk")
        .values_list("organisation_id", "invited_at", "answered_at")
    }
    rows = Organisation.objects.filter(unit__in=list(land), merged_into__isnull=True).exclude(email="")
    return tuple(
        InvitableRow(
            row.pk,
            row.name,
            OrganisationKind(row.kind),
            row.commune.name if row.commune else "",
            row.email,
            forms.get(row.pk, (None, None))[0],
        )
        for row in rows.select_related("commune").order_by("folded", "pk")
        if forms.get(row.pk, (None, None))[1] is None
    )


def form_by_token(token: str) -> PublicForm:
    """The form that a link opens. One query. Raises FormMissing."""
    hashed = sha256(token.encode()).hexdigest()
    row = SurveyForm.objects.select_related("survey__unit", "organisation").filter(token_hash=hashed).first()
    if row is None:
        raise FormMissing
    survey = row.survey
    return PublicForm(
        number=row.pk,
        organisation=row.organisation.name,
        province=survey.unit.name,
        title=survey.title,
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
        answered_at=row.answered_at,
        definition=definitions()[survey.definition],
        is_sample=survey.is_sample,
    )


def _visible(viewer: Viewer) -> QuerySet[NeedsSurvey]:
    rows = NeedsSurvey.objects.select_related("unit", "created_by").annotate(
        invited=Count("forms", filter=Q(forms__invited_at__isnull=False)),
        answered=Count("forms", filter=Q(forms__answered_at__isnull=False)),
    )
    units = units_seen(viewer)
    return rows if units is None else rows.filter(unit__in=list(units))


def _row(viewer: Viewer, row: NeedsSurvey) -> SurveyRow:
    return SurveyRow(
        number=row.pk,
        unit_id=row.unit_id,
        province=row.unit.name,
        plan_id=row.plan_id,
        definition=row.definition,
        title=row.title,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        invited=computed(row, "invited"),
        answered=computed(row, "answered"),
        created_at=row.created_at,
        created_by=row.created_by.full_name if row.created_by else "",
        is_sample=row.is_sample,
        may_handle=viewer.may(Permission.HANDLE_SUPPORT, row.unit_id),
        may_fill=viewer.may(Permission.VISIT_ORGANISATIONS, row.unit_id),
    )

"""Tests and evaluation forms: what there is to choose from, and one with its questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.training.models import Choice, EvaluationAnswer, Question, Questionnaire, TestAnswer


class QuestionnaireMissing(LookupError):
    """No such form, or none that the viewer may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireRow:
    """A form. unit_id None: it ships with the system; successor: the form that replaced it."""

    number: int
    kind: QuestionnaireKind
    title: str
    introduction: str
    unit_id: int | None
    province: str
    questions: int
    is_answered: bool
    created_at: datetime
    created_by: str
    retired_at: datetime | None
    successor: int | None
    is_sample: bool

    @property
    def is_shipped(self) -> bool:
        """Whether it ships with the system: changed in its file, not here."""
        return self.unit_id is None


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """An answer that may be chosen."""

    number: int
    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A question with its choices."""

    number: int
    position: int
    kind: QuestionKind
    text: str
    is_required: bool
    choices: tuple[ChoiceRow, ...]


@dataclass(frozen=True, slots=True)
class FormAsked:
    """A form as somebody answers it: whose right answers are nobody's to see but the staff's."""

    number: int
    kind: QuestionnaireKind
    title: str
    introduction: str
    questions: tuple[QuestionAsked, ...]


def list_questionnaires(viewer: Viewer, *, unit_ids: Collection[int] | None) -> tuple[QuestionnaireRow, ...]:
    """The forms in use: those that ship with the system, and the provinces' own (None: of all that may be seen).

    One query; tests first, then by title.
    """
    rows = _visible(viewer).filter(retired_at__isnull=True)
    if unit_ids is not None:
        rows = rows.filter(Q(unit__isnull=True) | Q(unit__in=list(unit_ids)))
    return tuple(_row(row) for row in rows.order_by("-kind", "title", "pk"))


def find_questionnaire(viewer: Viewer, number: int) -> QuestionnaireRow:
    """One form, in use or not. One query. Raises QuestionnaireMissing."""
    row = _visible(viewer).filter(pk=number).first()
    if row is None:
        raise QuestionnaireMissing(str(number))
    return _row(row)


def form_asked(number: int) -> FormAsked:
    """A form with its questions, for whom it is asked. Three queries. Raises QuestionnaireMissing."""
    form = Questionnaire.objects.filter(pk=number).first()
    if form is None:
        raise QuestionnaireMissing(str(number))
    choices: dict[int, list[ChoiceRow]] = {}
    for row in Choice.objects.filter(question__questionnaire=number).order_by("question_id", "position"):
        choices.setdefault(row.question_id, []).append(ChoiceRow(row.pk, row.text, row.is_right))
    questions = tuple(
        QuestionAsked(
            row.pk, row.position, QuestionKind(row.kind), row.text, row.is_required, tuple(choices.get(row.pk, ()))
        )
        for row in Question.objects.filter(questionnaire=number).order_by("position")
    )
    return FormAsked(form.pk, QuestionnaireKind(form.kind), form.title, form.introduction, questions)


def _visible(viewer: Viewer) -> QuerySet[Questionnaire]:
    rows = Questionnaire.objects.select_related("unit", "created_by", "replaced_by").annotate(
        asked=Count("questions"),
        taken=Exists(TestAnswer.objects.filter(question__questionnaire=OuterRef("pk"))),
        handed_in=Exists(EvaluationAnswer.objects.filter(question__questionnaire=OuterRef("pk"))),
    )
    units = viewer.units_with(Permission.VIEW_TRAINING)
    return rows if units is None else rows.filter(Q(unit__isnull=True) | Q(unit__in=units))


def _row(row: Questionnaire) -> QuestionnaireRow:
    try:
        successor: int | None = row.replaced_by.pk
    except Questionnaire.DoesNotExist:
        successor = None
    return QuestionnaireRow(
        number=row.pk,
        kind=QuestionnaireKind(row.kind),
        title=row.title,
        introduction=row.introduction,
        unit_id=row.unit_id,
        province=row.unit.name if row.unit else "",
        questions=computed(row, "asked"),
        is_answered=bool(computed(row, "taken") or computed(row, "handed_in")),
        created_at=row.created_at,
        created_by=row.created_by.full_name if row.created_by else "",
        retired_at=row.retired_at,
        successor=successor,
        is_sample=row.is_sample,
    )

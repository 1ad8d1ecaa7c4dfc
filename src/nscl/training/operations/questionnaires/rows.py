"""A form and its questions as rows."""

from __future__ import annotations

from datetime import datetime

from nscl.records.operations import Actor, Reference, record_event
from nscl.training.enums import QuestionKind, QuestionnaireKind, TrainingKind
from nscl.training.models import Choice, Course, Question, Questionnaire, TrainingClass
from nscl.training.rules.questionnaires import ChoiceDraft, QuestionDraft, QuestionnaireDraft
from nscl.work.enums import ActivityStatus

# A class of which these hold may still change its forms.
_OPEN = (ActivityStatus.PLANNED, ActivityStatus.RUNNING)


def write_form(draft: QuestionnaireDraft, form: Questionnaire, *, by: Actor, at: datetime) -> Questionnaire:
    """Store a form with its questions; `form` brings whose it is and what it replaces."""
    form.kind, form.title, form.introduction = draft.kind, draft.title, draft.introduction
    form.created_at, form.created_by_id = at, by.number
    form.save()
    questions = Question.objects.bulk_create(
        Question(
            questionnaire=form, position=place, kind=question.kind, text=question.text, is_required=question.is_required
        )
        for place, question in enumerate(draft.questions, start=1)
    )
    Choice.objects.bulk_create(
        Choice(question=row, position=place, text=choice.text, is_right=choice.is_right)
        for row, question in zip(questions, draft.questions, strict=True)
        for place, choice in enumerate(question.choices, start=1)
    )
    return form


def draft_of(form: Questionnaire) -> QuestionnaireDraft:
    """A stored form as plain values. Two queries."""
    choices: dict[int, list[ChoiceDraft]] = {}
    rows = Choice.objects.filter(question__questionnaire=form.pk).order_by("question_id", "position")
    for row in rows:
        choices.setdefault(row.question_id, []).append(ChoiceDraft(row.text, row.is_right))
    questions = Question.objects.filter(questionnaire=form.pk).order_by("position")
    return QuestionnaireDraft(
        QuestionnaireKind(form.kind),
        form.title,
        tuple(
            QuestionDraft(QuestionKind(row.kind), row.text, tuple(choices.get(row.pk, ())), row.is_required)
            for row in questions
        ),
        form.introduction,
    )


def hand_over(old: Questionnaire, new: Questionnaire) -> None:
    """Have courses, and classes that are not over and of which nobody has answered the old form, ask the new one."""
    field = "test" if old.kind == QuestionnaireKind.TEST else "evaluation"
    Course.objects.filter(**{field: old.pk}).update(**{field: new})
    classes = TrainingClass.objects.filter(**{field: old.pk}, activity__status__in=_OPEN)
    if field == "test":
        classes = classes.exclude(enrolments__result__answers__question__questionnaire=old.pk)
    else:
        classes = classes.exclude(evaluations__answers__question__questionnaire=old.pk)
    TrainingClass.objects.filter(pk__in=list(classes.values_list("pk", flat=True))).update(**{field: new})


def record(form: Questionnaire, verb: str, *, by: Actor, at: datetime, comment: str = "") -> None:
    """Write the one event of an act on a form."""
    subject = Reference(TrainingKind.QUESTIONNAIRE, form.pk, form.title)
    record_event(action=f"questionnaire.{verb}", by=by, at=at, subject=subject, comment=comment.strip())

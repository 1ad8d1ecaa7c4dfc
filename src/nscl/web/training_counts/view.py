"""Whom training reached: the page of the counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.queries.counts import (
    Asked,
    By,
    TrainingCounts,
    counted_classes,
    part_names,
    plans_with_classes,
    training_counts,
)
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.words import capital
from nscl.web.training.places import training_crumbs, training_page
from nscl.web.training.sections import COUNTS, section_tabs
from nscl.web.training_counts.chart import counts_chart
from nscl.web.training_counts.places import BY_FIELD, CODES, FIRST_FIELD, LAST_FIELD, PLAN_FIELD, Question, question_of
from nscl.web.training_counts.tables import CLASSES_A_PAGE, CLASSES_ANCHOR, classes_table, counts_file, counts_table
from nscl.web.training_counts.words import BY_WORDS, answer_words, counting_words, years_words
from nscl.web.ui.parts import Stat, Stats
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery, TableView
from nscl.web.ui.tables.export import xlsx_response


@requires(Permission.VIEW_TRAINING)
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Attendances, people, organisations and classes by one thing, and the classes behind them."""
    question = question_of(request)
    asked = question.asked(request)
    found = training_counts(viewer(request), asked, question.by)
    query = TableQuery.of(request)
    if query.wants_xlsx:
        name = sample_title(f"{_('Số liệu đào tạo')}, {years_words(question)}", is_sample=found.is_sample)
        return xlsx_response([counts_file(found).present(query)], title=name, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": training_page(_("Số liệu đào tạo"), answer_words(question, found.total), crumbs=training_crumbs()),
        "tabs": section_tabs(COUNTS),
        "notices": sample_notices(is_sample=found.is_sample),
        "form": _form(request, question),
        "narrowed": _narrowed(question, asked),
        "stats": _stats(found, question),
        "how": counting_words(),
        "chart": counts_chart(found, question),
        "counts": counts_table(found, question).present(query),
        "classes": _classes(request, asked, found) if found.total.classes else None,
    }
    return render(request, "training_counts/counts.html", context)


def _classes(request: HttpRequest, asked: Asked, found: TrainingCounts) -> TableView[Any]:
    query = TableQuery.of(request, prefix="lop-")
    last = (found.total.classes - 1) // CLASSES_A_PAGE + 1
    first = (min(query.page, last) - 1) * CLASSES_A_PAGE
    rows = counted_classes(viewer(request), asked, first=first, size=CLASSES_A_PAGE)
    return classes_table(rows, found.total.classes).present(query)


def _stats(found: TrainingCounts, question: Question) -> Stats:
    total, href = found.total, question.href + CLASSES_ANCHOR
    return Stats(
        [
            Stat(_("Lượt người"), format_number(total.attendances), href=href, icon="users"),
            Stat(_("Người"), format_number(total.persons), href=href, icon="user"),
            Stat(_("Đơn vị"), format_number(total.organisations), href=href, icon="building-2"),
            Stat(_("Lớp đã xong"), format_number(total.classes), href=href, icon="presentation"),
        ]
    )


def _form(request: HttpRequest, question: Question) -> dict[str, Any]:
    """What the form above the figures offers; what the page is narrowed to goes along."""
    plans = plans_with_classes(viewer(request), question.asked(request).unit_ids)
    return {
        "by": {
            "name": BY_FIELD,
            "options": [(CODES[one], BY_WORDS[one], one is question.by) for one in By],
        },
        "first": (FIRST_FIELD, question.first),
        "last": (LAST_FIELD, question.last),
        "plan": {
            "name": PLAN_FIELD,
            "options": [(number, label, number == question.plan) for number, label in plans],
        },
        "hidden": question.part_fields.items(),
    }


def _narrowed(question: Question, asked: Asked) -> list[tuple[str, str]]:
    """What the page is narrowed to, in words, each with the address that takes it away."""
    names = part_names(asked)
    return [
        (f"{BY_WORDS[by]}: {capital(names.get(by, _('không có')))}", question.without(by).href) for by in question.parts
    ]

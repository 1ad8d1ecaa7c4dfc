"""What a class answered: the test with its questions, and what the anonymous evaluation forms say together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.enums import QuestionKind
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.results.class_tests import TestResults, results_of_test
from nscl.training.queries.results.evaluations import EvaluationResults, evaluation_results
from nscl.training.rules.results import LEAST_FORMS, share
from nscl.web.access import require_safe, requires, viewer
from nscl.web.file_import.rehearsing import query_of
from nscl.web.questionnaires.tables import choice_table, question_table, result_table, scale_table, step_table
from nscl.web.training.places import class_href, class_or_404, training_crumbs
from nscl.web.training.tabs import TESTS, class_frame
from nscl.web.ui.parts import Act, Notice, Stat, Stats, Tone
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Table
from nscl.web.ui.tables.export import xlsx_response
from nscl.work.enums import ActivityStatus


@requires(Permission.VIEW_TRAINING)
@require_safe
def class_tests_page(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody's result, how the results lie, each question; the means of the evaluation, and its words."""
    header = class_or_404(request, number)
    test, evaluation = results_of_test(header), evaluation_results(header)
    tables: list[Table[Any]] = [result_table(header, test, may_enter=header.takes_attendance)]
    if test.percents:
        tables += [step_table(test), question_table(test)]
    count = len(tables)
    if evaluation.is_shown:
        tables.append(scale_table(evaluation))
    tables += [choice_table(one) for one in evaluation.questions if one.kind is QuestionKind.CHOICE]
    views = [one.present(query_of(request, one.name)) for one in tables]
    chosen = [view for view in views if view.query.wants_xlsx]
    if chosen:
        title = _("Kiểm tra, đánh giá, %(title)s") % {"title": header.title}
        title = sample_title(title, is_sample=header.is_sample)
        return xlsx_response(chosen, title=title, at=timezone.localtime())
    frame = class_frame(
        viewer(request),
        header,
        TESTS,
        answer=_answer(test, evaluation),
        acts=_acts(header),
        crumbs=training_crumbs(),
    )
    context = {
        **frame,
        "stats": _stats(test, evaluation),
        "forms": _forms(test, evaluation),
        "views": views[:count],
        "evaluation": evaluation,
        "few": _few(evaluation),
        "asked": views[count:],
        "words": [one for one in evaluation.questions if one.kind is QuestionKind.TEXT and one.texts],
    }
    return render(request, "questionnaires/of_class.html", context)


def _answer(test: TestResults, evaluation: EvaluationResults) -> str:
    done = len(test.percents)
    words = ngettext("%(n)s người có kết quả kiểm tra", "%(n)s người có kết quả kiểm tra", done)
    said = words % {"n": format_number(done)}
    if done and test.needed is not None:
        said += ", " + _("%(n)s người đạt") % {"n": format_number(test.passed)}
    forms = ngettext("%(n)s phiếu đánh giá", "%(n)s phiếu đánh giá", evaluation.forms)
    return f"{said}; {forms % {'n': format_number(evaluation.forms)}}."


def _acts(header: ClassHeader) -> list[Act]:
    if not header.takes_attendance or header.status is ActivityStatus.CANCELLED:
        return []
    return [Act(_("Nhập điểm"), class_href(header.number, "class-results-enter"), "square-pen")]


def _stats(test: TestResults, evaluation: EvaluationResults) -> Stats:
    done = len(test.percents)
    passed = share(test.passed, done)
    return Stats(
        [
            Stat(
                _("Có kết quả kiểm tra"),
                format_number(done),
                _("trên %(n)s học viên") % {"n": format_number(len(test.rows))},
                icon="clipboard-check",
            ),
            Stat(_("Điểm trung bình"), "–" if test.mean is None else f"{format_number(test.mean)}%", icon="sigma"),
            Stat(
                _("Tỷ lệ đạt"),
                "–" if passed is None or test.needed is None else f"{passed}%",
                "" if test.needed is None else _("cần %(n)s%%") % {"n": test.needed},
                icon="circle-check",
            ),
            Stat(
                _("Phiếu đánh giá"),
                format_number(evaluation.forms),
                _("trên %(n)s học viên") % {"n": format_number(len(test.rows))},
                icon="message-square-text",
            ),
        ]
    )


def _forms(test: TestResults, evaluation: EvaluationResults) -> list[Act]:
    acts = []
    for form, title in ((test.form, test.title), (evaluation.form, evaluation.title)):
        if form is not None:
            acts.append(Act(title, reverse("questionnaire", kwargs={"number": form}), "file-text"))
    return acts


def _few(evaluation: EvaluationResults) -> Notice | None:
    if evaluation.is_shown:
        return None
    if evaluation.form is None:
        return Notice(_("Lớp này không có phiếu đánh giá"), _("Chọn phiếu trong trang sửa lớp, hoặc ở khóa học."))
    return Notice(
        _("Có %(n)s phiếu, chưa đủ để xem kết quả") % {"n": format_number(evaluation.forms)},
        _("Phiếu không ghi tên. Kết quả hiện khi có từ %(least)s phiếu, để không ai bị nhận ra.")
        % {"least": LEAST_FORMS},
        Tone.INFO,
    )

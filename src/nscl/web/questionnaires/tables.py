"""Results of a class, and the forms of a province, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.text.formats import format_number
from nscl.training.enums import QuestionKind, QuestionnaireKind
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.questionnaires import QuestionnaireRow
from nscl.training.queries.results.class_tests import QuestionRow, ResultRow, TestResults
from nscl.training.queries.results.evaluations import EvaluatedQuestion, EvaluationResults, Tally
from nscl.training.rules.questionnaires import SCALE
from nscl.training.rules.results import Step, percent_words, share
from nscl.web.plans.words import capital
from nscl.web.questionnaires.bars import Bar
from nscl.web.ui.parts import Act, Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

STATE: Final = "ket-qua"


def result_table(header: ClassHeader, found: TestResults, *, may_enter: bool) -> Table[ResultRow]:
    """Everybody on the list with what the test gave."""
    columns: list[Column[ResultRow]] = [
        Column("name", _("Họ tên"), note=lambda r: r.organisation, filling=True),
        Column(
            "percent",
            _("Kết quả"),
            value=lambda r: None if r.percent is None else percent_words(r.percent),
            sort_value=lambda r: r.percent,
        ),
        Column("state", _("Đạt"), Kind.CHIP, value=_chip),
        Column("source", _("Cách làm"), value=_source),
        Column("at", _("Ngày"), Kind.DATE, value=lambda r: timezone.localdate(r.at) if r.at else None, narrow=True),
    ]
    if may_enter:
        columns.append(
            Column("reset", _("Làm lại"), Kind.LINK, value=lambda r: _reset(header, r), sortable=False, exported=False)
        )
    return Table(
        name="ket-qua",
        caption=_("Kết quả từng người"),
        rows=found.rows,
        columns=columns,
        search=lambda r: f"{r.name} {r.organisation}",
        filters=[
            Filter(
                STATE,
                _("Kết quả"),
                _code,
                [("dat", _("Đạt")), ("chua-dat", _("Chưa đạt")), ("chua-lam", _("Chưa làm"))],
            )
        ],
        empty=Empty(_("Lớp chưa có học viên"), icon="users"),
    )


def _code(row: ResultRow) -> str | None:
    if row.percent is None:
        return "chua-lam"
    return None if row.has_passed is None else "dat" if row.has_passed else "chua-dat"


def _chip(row: ResultRow) -> Chip | None:
    if row.percent is None:
        return Chip(_("Chưa làm"), Tone.IDLE, "circle-dashed", 2)
    if row.has_passed is None:
        return None
    return (
        Chip(_("Đạt"), Tone.GOOD, "circle-check", 0) if row.has_passed else Chip(_("Chưa đạt"), Tone.BAD, "circle-x", 1)
    )


def _source(row: ResultRow) -> str:
    if row.source is None:
        return ""
    return f"{capital(row.source.label)}, {row.by}" if row.by else capital(row.source.label)


def _reset(header: ClassHeader, row: ResultRow) -> Link | None:
    if row.percent is None:
        return None
    place = {"number": header.number, "enrolment": row.enrolment}
    return Link(_("Cho làm lại"), reverse("class-result-reset", kwargs=place))


def step_table(found: TestResults) -> Table[Step]:
    """How the results lie."""
    whole = len(found.percents)
    return Table(
        name="phan-bo",
        caption=_("Phân bố kết quả"),
        rows=found.steps if whole else (),
        columns=[
            Column("first", _("Khoảng"), value=_span, sort_value=lambda s: s.first),
            Column("count", _("Số người"), Kind.INTEGER, total=True),
            Column(
                "share",
                _("Tỷ lệ"),
                Kind.GRAPHIC,
                value=lambda s: Bar(s.count, whole, f"{share(s.count, whole)}%"),
                sort_value=lambda s: s.count,
                filling=True,
            ),
        ],
        empty=Empty(_("Chưa có kết quả nào"), icon="chart-column"),
    )


def _span(step: Step) -> str:
    last = step.last if step.last == 100 else step.last - 1  # noqa: PLR2004  (per cent)
    return _("dưới %(last)s%%") % {"last": step.last} if step.first == 0 else f"{step.first}–{last}%"


def question_table(found: TestResults) -> Table[QuestionRow]:
    """Which questions were answered rightly, the hardest to be seen at once."""
    return Table(
        name="cau-hoi",
        caption=_("Từng câu hỏi"),
        rows=found.questions,
        columns=[
            Column("position", _("Câu"), Kind.INTEGER),
            Column("text", _("Câu hỏi"), note=lambda r: _("Đúng: %(text)s") % {"text": r.right_answer}, filling=True),
            Column("answered", _("Số người làm"), Kind.INTEGER),
            Column(
                "share",
                _("Trả lời đúng"),
                Kind.GRAPHIC,
                value=lambda r: None if r.share is None else Bar(r.share, 100, f"{r.share}%"),
                sort_value=lambda r: r.share,
            ),
            Column("wrong_answer", _("Sai nhiều nhất")),
        ],
        empty=Empty(_("Chưa có câu hỏi"), icon="circle-question-mark"),
    )


def scale_table(found: EvaluationResults) -> Table[EvaluatedQuestion]:
    """The questions of the scale: mean, and how often each number was given."""
    columns: list[Column[EvaluatedQuestion]] = [
        Column("position", _("Câu"), Kind.INTEGER),
        Column("text", _("Câu hỏi"), filling=True),
        Column(
            "mean",
            _("Điểm trung bình"),
            Kind.GRAPHIC,
            value=lambda q: None if q.mean is None else Bar(q.mean, SCALE[-1], f"{format_number(q.mean)}/{SCALE[-1]}"),
            sort_value=lambda q: q.mean,
        ),
    ]
    columns += [_times(place, step) for place, step in enumerate(SCALE)]
    return Table(
        name="thang-diem",
        caption=_("Thang điểm 1–5"),
        rows=[one for one in found.questions if one.kind is QuestionKind.SCALE],
        columns=columns,
    )


def _times(place: int, step: int) -> Column[EvaluatedQuestion]:
    """How often a number of the scale was given."""
    return Column(f"diem-{step}", str(step), Kind.INTEGER, value=lambda q: q.tallies[place].count, sortable=False)


def choice_table(question: EvaluatedQuestion) -> Table[Tally]:
    """A question of the evaluation that is answered by choosing."""
    return Table(
        name=f"cau-{question.position}",
        caption=question.text,
        rows=question.tallies,
        columns=[
            Column("label", _("Câu trả lời"), filling=True, sortable=False),
            Column("count", _("Số phiếu"), Kind.INTEGER, sortable=False),
            Column(
                "share",
                _("Tỷ lệ"),
                Kind.GRAPHIC,
                value=lambda t: Bar(t.count, question.answered, f"{share(t.count, question.answered) or 0}%"),
                sortable=False,
            ),
        ],
        exportable=False,
    )


def form_table(rows: Sequence[QuestionnaireRow], acts: Sequence[Act]) -> Table[QuestionnaireRow]:
    """The forms in use: those that ship with the system, and the province's own."""
    return Table(
        name="mau-phieu",
        caption=_("Mẫu phiếu"),
        rows=rows,
        columns=[
            Column(
                "title",
                _("Tên phiếu"),
                Kind.LINK,
                value=lambda r: Link(r.title, reverse("questionnaire", kwargs={"number": r.number})),
                filling=True,
            ),
            Column("kind", _("Loại"), value=lambda r: capital(r.kind.label)),
            Column("questions", _("Số câu"), Kind.INTEGER),
            Column("whose", _("Của"), value=lambda r: r.province or _("Hệ thống")),
            Column("is_answered", _("Đã có người trả lời"), value=lambda r: _("Có") if r.is_answered else _("Chưa")),
            Column(
                "created_at", _("Ngày lập"), Kind.DATE, value=lambda r: timezone.localdate(r.created_at), narrow=True
            ),
        ],
        search=lambda r: r.title,
        filters=[
            Filter("loai", _("Loại"), lambda r: r.kind.value, [(k.value, capital(k.label)) for k in QuestionnaireKind])
        ],
        empty=Empty(_("Chưa có mẫu phiếu nào"), _("Tải tệp mẫu về, điền câu hỏi rồi tải lên."), "clipboard-list", acts),
    )

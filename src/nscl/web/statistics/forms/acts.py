"""Forms of acts on a series: an answer, a link to another base, a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django import forms
from django.utils.translation import gettext as _

from nscl.productivity.enums import Answer
from nscl.productivity.rules.series_checks import SOURCE_LENGTH
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.statistics.figures import FigureField, YearField
from nscl.web.statistics.words import ANSWER_CHIPS
from nscl.web.support.forms.fields import RadioField, long_field, text_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import NumberedField

_MULTIPLYING: Final = frozenset({Answer.RESCALED, Answer.LINKED})


def answer_form(answers: Sequence[Answer]) -> Editor:
    """One of the answers that this question may have, a factor where it multiplies, and why."""
    fields: dict[str, forms.Field] = {
        "answer": RadioField([(one.value, _answer_words(one)) for one in answers], label=_("Trả lời"))
    }
    if _MULTIPLYING & set(answers):
        fields["factor"] = FigureField(
            label=_("Hệ số"),
            help_text=_("Chỉ ghi khi chọn nhân hệ số. Triệu ghi nhầm thành tỷ: 0,001; tỷ ghi nhầm thành triệu: 1.000."),
        )
    fields["reason"] = long_field(
        _("Căn cứ"), help_text=_("Nguồn, trang, công văn đã đối chiếu; người đọc kết quả xem được.")
    )
    return Editor(fields, {}, Choices())


def _answer_words(answer: Answer) -> str:
    if answer is Answer.RESCALED:
        return _("Năm này ghi đơn vị khác: nhân số năm này với hệ số")
    if answer is Answer.LINKED:
        return _("Trước năm này tính theo mức khác: nhân mọi năm trước với hệ số")
    return str(ANSWER_CHIPS[answer].label)


def link_form(others: Sequence[Choice]) -> Editor:
    """Which series on another base, in which year they meet, by which factor."""
    fields: dict[str, forms.Field] = {
        "earlier": NumberedField(
            others, label=_("Chuỗi ở gốc cũ"), help_text=_("Trong ngoặc là các năm cả hai có số.")
        ),
        "year": YearField(
            label=_("Năm nối"), help_text=_("Từ năm này lấy chuỗi đang xem; các năm trước là chuỗi cũ nhân hệ số.")
        ),
        "factor": FigureField(
            label=_("Hệ số đã công bố"), help_text=_("Để trống: tính từ năm nối, là năm cả hai chuỗi đều có số.")
        ),
        "source": text_field(
            _("Nguồn của hệ số"), SOURCE_LENGTH, required=False, help_text=_("Phải ghi khi nêu hệ số.")
        ),
    }
    return Editor(fields, {}, Choices())

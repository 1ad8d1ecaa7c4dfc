"""Forms of the officer's check: answers and costs, papers, who advised the applicant, a link, an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.support.enums import DocumentVerdict
from nscl.support.queries.cases import CostRow
from nscl.support.queries.current import AnswerRow
from nscl.support.rules.values import Corrections, CostVerdict
from nscl.text.formats import format_vnd
from nscl.web.evidence.uploading import ReceivedFile
from nscl.web.plan_editing.forms.fields import Suggestions
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.plans.words import capital
from nscl.web.support.forms.fields import REMARK_LENGTH, AnswerField, RadioField, long_field, text_field
from nscl.web.support_apply.forms.papers import PaperForm as AnyPaperForm
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import NumberedField

FACT: Final = "fact."
COST: Final = "cost."
NAME: Final = "ten"
FILES: Final = "tep"


def correction_form(answers: Iterable[tuple[str, str]], costs: Sequence[CostRow]) -> Editor:
    """Every answer, every cost whether it counts, and why. answers: key and words of each question."""
    fields: dict[str, forms.Field] = {f"{FACT}{key}": AnswerField(label=capital(name)) for key, name in answers}
    for cost in costs:
        amount = format_vnd(cost.vnd) if cost.vnd is not None else _("chưa ghi số tiền")
        words = _("Tính khoản %(n)s: %(head)s, %(amount)s")
        label = words % {"n": cost.position + 1, "head": cost.head_name, "amount": amount}
        fields[f"{COST}{cost.position}"] = forms.BooleanField(label=label, required=False)
        fields[f"{COST}{cost.position}.remark"] = text_field(
            _("Vì sao không tính khoản %(n)s") % {"n": cost.position + 1}, REMARK_LENGTH, required=False
        )
    fields["remark"] = long_field(
        _("Ghi chú của cán bộ"),
        required=False,
        help_text=_("Sửa câu trả lời, không tính khoản chi thì phải ghi vì sao; ghi chú lưu trong hồ sơ."),
    )
    return Editor(fields, {}, Choices())


def correction_values(answers: Mapping[str, AnswerRow], costs: Sequence[CostRow]) -> dict[str, Any]:
    """What the form starts with."""
    values: dict[str, Any] = {f"{FACT}{key}": one.answer for key, one in answers.items()}
    for cost in costs:
        values[f"{COST}{cost.position}"] = cost.is_accepted
        values[f"{COST}{cost.position}.remark"] = cost.remark
    return values


def corrections_of(
    values: Mapping[str, Any], answers: Mapping[str, AnswerRow], costs: Sequence[CostRow]
) -> Corrections:
    """What a valid form changes."""
    facts = {}
    for name, answer in values.items():
        key = name.removeprefix(FACT)
        known = answers.get(key)
        if name.startswith(FACT) and answer is not (known.answer if known else None):
            facts[key] = answer
    verdicts = {
        cost.position: CostVerdict(
            values[f"{COST}{cost.position}"],
            "" if values[f"{COST}{cost.position}"] else values[f"{COST}{cost.position}.remark"],
        )
        for cost in costs
    }
    return Corrections(facts=facts, costs=verdicts, remark=values["remark"])


def verdict_form() -> Editor:
    """What a paper is worth."""
    verdicts = [(one.value, capital(one.label)) for one in (DocumentVerdict.ACCEPTED, DocumentVerdict.REJECTED)]
    fields: dict[str, forms.Field] = {
        "verdict": RadioField(verdicts, label=_("Nhận xét")),
        "remark": text_field(
            _("Vì sao, cần gì"), REMARK_LENGTH, required=False, help_text=_("Không đạt thì phải ghi; tổ chức đọc được.")
        ),
    }
    return Editor(fields, {}, Choices())


def adviser_form(people: Sequence[Choice]) -> Editor:
    """Who advised the applicant."""
    fields: dict[str, forms.Field] = {
        "user": NumberedField(people, label=_("Người đã tư vấn")),
        "note": text_field(_("Tư vấn việc gì, khi nào"), REMARK_LENGTH, required=False),
    }
    return Editor(fields, {}, Choices())


def link_form() -> Editor:
    """Where a link is sent."""
    field = forms.EmailField(
        label=_("Thư điện tử của tổ chức"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_(
            "Dùng cho một trình duyệt, hết hạn sau 14 ngày; đường dẫn gửi trước tới địa chỉ này thôi dùng được."
        ),
    )
    return Editor({"email": field}, {}, Choices())


class PaperForm(forms.Form):
    """A paper that came in on paper or by post: what it is, the file."""

    def __init__(self, asked: Sequence[str], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.fields[NAME] = forms.CharField(
            label=_("Tên giấy tờ"),
            max_length=REMARK_LENGTH,
            widget=Suggestions(dict.fromkeys(asked, "")),
            help_text=_("Chọn trong danh sách quy định hỏi, hoặc ghi tên khác."),
        )
        self.fields[FILES] = AnyPaperForm().fields[FILES]

    @property
    def sent(self) -> list[ReceivedFile]:
        """The files of the request."""
        return list(self.cleaned_data[FILES])

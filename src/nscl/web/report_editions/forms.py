"""Forms of the province's report: its front, its number, a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.documents.report_papers.templates import MOST_BYTES
from nscl.reporting.enums import SignedFor, TemplatePurpose
from nscl.reporting.queries.templates import TemplateRow
from nscl.reporting.rules.fronts import FIELD_NAMES, NUMBER_LENGTH, SIGNATORY_LENGTH, FrontValues
from nscl.web.plan_editing.forms.files import SmallFileField
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.report_editions.words import PURPOSES, signed_choices
from nscl.web.support.forms.fields import long_field, text_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField

STANDARD: Final = ""
FILE: Final = "tep"
PURPOSE: Final = "loai"
_DOCX: Final = ".docx"
# What stands side by side.
FRONT_ROWS: Final = (("subject",), ("number", "issued_on"), ("signed_for",), ("signatory", "template"), ("recipients",))


def front_form(templates: Iterable[TemplateRow], chosen: int | None) -> Editor:
    """The front of a report. templates: of the province; chosen: the one that the report has, in use or not."""
    usable = [one for one in templates if one.purpose is TemplatePurpose.PROVINCE]
    usable = [one for one in usable if one.is_in_use or one.number == chosen]
    choices = [(STANDARD, _("Mẫu chuẩn")), *((str(one.number), one.file_name) for one in usable)]
    fields: dict[str, forms.Field] = {
        "subject": long_field(_name("subject"), rows=2, help_text=_("In dưới chữ “BÁO CÁO”.")),
        "number": text_field(
            _name("number"),
            NUMBER_LENGTH,
            required=False,
            help_text=_("Chưa có thì để trống: văn bản chừa chỗ, ghi sau khi ban hành cũng được."),
        ),
        "issued_on": DayField(label=_name("issued_on"), required=False),
        "signed_for": forms.ChoiceField(label=_name("signed_for"), choices=signed_choices(), widget=forms.RadioSelect),
        "signatory": text_field(_name("signatory"), SIGNATORY_LENGTH, required=False, help_text=_("Họ và tên.")),
        "template": forms.ChoiceField(
            label=_name("template"),
            choices=choices,
            required=False,
            help_text=_("Mẫu của tỉnh tải lên ở trang Mẫu báo cáo."),
        ),
        "recipients": long_field(
            _name("recipients"), required=False, rows=6, help_text=_("Mỗi nơi một dòng; dòng cuối thường là “Lưu: VT”.")
        ),
    }
    return Editor(fields, {}, Choices())


def front_of(values: Mapping[str, Any]) -> FrontValues:
    """What the valid form says."""
    template = values["template"]
    return FrontValues(
        subject=values["subject"],
        number=values["number"],
        issued_on=values["issued_on"],
        signed_for=SignedFor(values["signed_for"]),
        signatory=values["signatory"],
        recipients=tuple(values["recipients"].splitlines()),
        template=int(template) if template else None,
    )


def front_initial(front: FrontValues) -> dict[str, Any]:
    """What the form starts with."""
    return {
        "subject": front.subject,
        "number": front.number,
        "issued_on": front.issued_on,
        "signed_for": front.signed_for.value,
        "signatory": front.signatory,
        "template": STANDARD if front.template is None else str(front.template),
        "recipients": "\n".join(front.recipients),
    }


def number_form() -> Editor:
    """The number and the day that the office gave."""
    fields: dict[str, forms.Field] = {
        "number": text_field(_name("number"), NUMBER_LENGTH, help_text=_("Như trên bản đã ký, ví dụ 123/BC-UBND.")),
        "issued_on": DayField(label=_name("issued_on")),
    }
    return Editor(fields, {}, Choices())


class TemplateForm(forms.Form):
    """A Word file and what it is for."""

    def __init__(self, data: Any = None, files: Any = None, *, purpose: str = "") -> None:
        super().__init__(data, files, initial={PURPOSE: purpose or TemplatePurpose.PROVINCE.value})
        self.fields[PURPOSE] = forms.ChoiceField(
            label=_("Mẫu của"),
            choices=[(one.value, str(PURPOSES[one])) for one in TemplatePurpose],
            widget=forms.RadioSelect,
        )
        self.fields[FILE] = SmallFileField(
            label=_("Tệp Word"),
            limit=MOST_BYTES,
            accept=_DOCX,
            help_text=_("Tệp .docx, nhiều nhất 5 MB, không có macro. Nên bắt đầu từ mẫu chuẩn."),
        )


def _name(field: str) -> str:
    return str(FIELD_NAMES[field])

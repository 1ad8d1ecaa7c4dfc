"""The form of an application, in two steps: what is asked for, what it cost. Only what the rule needs is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.support.queries.rulebook import Rule
from nscl.support.rules.questions import Asked
from nscl.support.rules.values import CaseValues, CertificateValue, CostValue
from nscl.text.phones import shown_phone
from nscl.text.tax_codes import parse_tax_code
from nscl.web.plan_editing.forms.fields import MoneyField, WordField
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.support_apply.forms.fields import YesNoField
from nscl.web.training.forms.people import ReadField, phone_field
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import DayField, WholeField
from nscl.web.work.forms.planning import text_field

COSTS: Final = "costs"
CERTIFICATE: Final = "certificate"
CERTIFICATE_FIELDS: Final = tuple(f"{CERTIFICATE}.{name}" for name in ("number", "body", "on", "until"))
CONTACT_FIELDS: Final = ("contact_name", "contact_phone", "contact_email")
NEED_FIELDS: Final = ("subject", "units", "purpose")
_OTHER_HEAD: Final = "other"
_NEEDED_OF_COST: Final = frozenset({"head", "vnd", "on"})
_STORED_PHONE: Final = "+84"


@dataclass(frozen=True, slots=True)
class Question:
    """Something, yes or no, that the rule asks and nobody has answered. is_optional: it only brings a case forward."""

    key: str
    name: str
    is_optional: bool = False


def fact_field(key: str) -> str:
    """The name of the question about a fact, as refusals have it."""
    return f"facts[{key}]"


def need_form(asked: Asked, questions: Iterable[Question]) -> Editor:
    """The first step: what for, the questions that nobody has answered, whom to reach."""
    fields: dict[str, forms.Field] = {}
    if asked.subject:
        fields["subject"] = text_field(
            _("Tiêu chuẩn hoặc sản phẩm"), 200, help_text=_("Ví dụ: ISO 9001:2015; tên sản phẩm đúng như giấy tờ.")
        )
    if asked.units:
        fields["units"] = WholeField(label=_("Số lượng (học viên)"))
    fields["purpose"] = forms.CharField(
        label=_("Đơn vị làm việc này để làm gì"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Vài câu: đã hoặc sẽ làm gì, kết quả mong muốn."),
    )
    for one in questions:
        help_text = _("Không quyết định, chỉ giúp được xét trước.") if one.is_optional else ""
        fields[fact_field(one.key)] = YesNoField(label=capital(one.name), help_text=help_text)
    fields |= {
        "contact_name": text_field(_("Người liên hệ"), 150),
        "contact_phone": phone_field(),
        "contact_email": forms.EmailField(
            label=_("Thư điện tử"),
            required=False,
            widget=forms.EmailInput({"autocomplete": "email"}),
            help_text=_("Ghi ít nhất số điện thoại hoặc thư điện tử."),
        ),
    }
    return Editor(fields, {}, Choices())


def costs_form(asked: Asked, rule: Rule) -> Editor:
    """The second step: the certificate where one is asked for, the costs as rows."""
    spec = RowsSpec(
        gettext_lazy("Chi phí"),
        gettext_lazy("khoản chi"),
        lambda _choices: _cost_fields(asked, rule),
        gettext_lazy("Mỗi hóa đơn hoặc hợp đồng một khoản. Khung để trống thì bỏ qua."),
    )
    fields = _certificate_fields() if asked.certificate else {}
    return Editor(fields, {COSTS: RowList(spec, lambda _row: 0)}, Choices())


def _optional(field: forms.Field) -> forms.Field:
    """A choice that offers "– chọn –" and may be left blank all the same, in a draft."""
    field.required = False
    return field


def _certificate_fields() -> dict[str, forms.Field]:
    number, body, on, until = CERTIFICATE_FIELDS
    return {
        number: text_field(_("Số giấy chứng nhận"), 80),
        body: text_field(_("Tổ chức cấp"), 200),
        on: DayField(label=_("Ngày cấp"), required=False),
        until: DayField(label=_("Hết hiệu lực"), required=False, help_text=_("Để trống nếu không thời hạn.")),
    }


def _cost_fields(asked: Asked, rule: Rule) -> dict[str, forms.Field]:
    heads = [(key, capital(name)) for key, name in _heads(asked, rule).items()]
    return {
        "head": _optional(WordField(heads, label=_("Loại chi phí"))),
        "vnd": MoneyField(label=_("Số tiền (đồng)"), required=False),
        "on": DayField(label=_("Ngày hóa đơn, hợp đồng"), required=False),
        "about": text_field(_("Nội dung"), 250),
        "seller_tax_code": ReadField(
            lambda text: parse_tax_code(text).text, label=_("Mã số thuế bên bán"), attrs={"inputmode": "numeric"}
        ),
        "invoice_symbol": text_field(_("Ký hiệu hóa đơn"), 20),
        "invoice_number": text_field(_("Số hóa đơn"), 20),
    }


def _heads(asked: Asked, rule: Rule) -> dict[str, str]:
    """The heads that count under the rule or a ceiling over it, and one for whatever else there is."""
    words = rule.policy.vocabulary.heads
    counted = set(asked.heads or words)
    for _policy, ceiling in rule.policy.bound_by:
        counted |= set(ceiling.heads or ())
    return {key: name for key, name in words.items() if key in counted or key == _OTHER_HEAD}


def show_needed(editor: Editor, questions: Iterable[Question]) -> None:
    """Mark what is needed before the application can be handed in; a draft is kept without it.

    Call it once everything was judged: from then on it is only shown.
    """
    needed = {"subject", "units", *CONTACT_FIELDS, *CERTIFICATE_FIELDS[:3]}
    needed |= {fact_field(one.key) for one in questions if not one.is_optional}
    for form in (editor.form, *(row for rows in editor.rows.values() for row in rows.forms)):
        for name, field in form.fields.items():
            field.required = field.required or name in (needed if form is editor.form else _NEEDED_OF_COST)


# --- values


def shown_need(editor: Editor, values: CaseValues) -> Editor:
    """The first step filled with what is kept."""
    plain = {name: getattr(values, name) for name in (*NEED_FIELDS, *CONTACT_FIELDS)}
    if values.contact_phone.startswith(_STORED_PHONE):
        plain["contact_phone"] = shown_phone(values.contact_phone)
    return editor.show({**plain, **{fact_field(key): answer for key, answer in values.facts.items()}}, {})


def shown_costs(editor: Editor, values: CaseValues) -> Editor:
    """The second step filled with what is kept."""
    known = values.certificate or CertificateValue()
    plain = {f"{CERTIFICATE}.{name}": getattr(known, name) for name in ("number", "body", "on", "until")}
    return editor.show(plain, {COSTS: values.costs})


def need_of(editor: Editor, values: CaseValues, *, keep: Iterable[str] = ()) -> CaseValues:
    """The application with what the first step says of it, as far as it can be read; `keep`: fields left as stored."""
    sent = _read(editor, keep)
    facts = dict(values.facts)
    for name in [one for one in sent if one.startswith("facts[")]:
        key, answer = name.removeprefix("facts[").removesuffix("]"), sent.pop(name)
        facts.pop(key, None)
        if answer is not None:
            facts[key] = answer
    plain: dict[str, Any] = {name: "" if value is None else value for name, value in sent.items() if name != "units"}
    units = sent.get("units", values.units) or 1
    return replace(values, **plain, units=units, facts=facts)


def costs_of(editor: Editor, values: CaseValues, *, keep: Iterable[str] = ()) -> CaseValues:
    """The application with what the second step says of it, as far as it can be read; `keep`: fields left as stored."""
    kept = set(keep)
    sent = _read(editor, kept)
    known = values.certificate or CertificateValue()
    parts = {name.removeprefix(f"{CERTIFICATE}."): value for name, value in sent.items()}
    certificate = replace(known, **{name: _blank(name, value) for name, value in parts.items()})
    costs = values.costs if COSTS in kept else tuple(_costs(editor))
    return replace(values, certificate=None if certificate.is_blank else certificate, costs=costs)


def _costs(editor: Editor) -> Iterable[CostValue]:
    for row in editor.rows[COSTS].kept:
        read: Mapping[str, Any] = {**row.cleaned_data}
        known = CostValue.__dataclass_fields__
        cost = CostValue(**{name: _blank(name, value) for name, value in read.items() if name in known})
        if not cost.is_blank:
            yield cost


def _blank(name: str, value: Any) -> Any:
    """What is not said is "" for a text, None for an amount or a day."""
    return "" if value is None and name not in {"vnd", "on", "until"} else value


def _read(editor: Editor, keep: Iterable[str]) -> dict[str, Any]:
    """The fields that could be read."""
    kept = set(keep)
    return {name: value for name, value in editor.form.cleaned_data.items() if name not in kept}

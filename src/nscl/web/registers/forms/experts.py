"""Forms of the register of experts: a person, what is known of them as an expert, a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.organisations.enums import Sex
from nscl.text.personal_ids import parse_personal_id
from nscl.training.enums import ExpertCertificateKind
from nscl.training.rules.registers import LONGEST, ExpertCertificateEntry, ExpertDetails
from nscl.web.plan_editing.forms.fields import WordField, YearField
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.plans.words import capital
from nscl.web.registers.words import KIND_WORDS
from nscl.web.training.forms.people import POSITION_LENGTH, ReadField, name_field, organisation_fields, phone_field
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.web.work.forms.planning import long_field, text_field

# The standard by which productivity experts are certified, as the plans name it.
USUAL_STANDARD: Final = "TCVN 13751:2023"
PERSON_FIELDS: Final = (
    "name",
    "sex",
    "birth_year",
    "phone",
    "email",
    "national_id",
    "organisation",
    "organisation_kind",
    "tax_code",
    "position",
)
DETAIL_FIELDS: Final = ("candidate_since", "fields", "trained_on", "trained_by", "trained_plan_id", "note")


def expert_form(plans: Sequence[Choice], *, with_person: bool) -> Editor:
    """What is known of an expert; with_person: of somebody whom the register of people does not know, too."""
    fields = {**(_person_fields() if with_person else {}), **_detail_fields(plans)}
    return Editor(fields, {}, Choices())


def _person_fields() -> dict[str, forms.Field]:
    return {
        "name": name_field(),
        "sex": WordField([(one.value, capital(one.label)) for one in Sex], label=_("Giới tính"), required=False),
        "birth_year": YearField(label=_("Năm sinh"), required=False),
        "phone": phone_field(),
        "email": forms.EmailField(label=_("Thư điện tử"), required=False),
        "national_id": ReadField(
            parse_personal_id,
            label=_("Số định danh cá nhân"),
            help_text=_("Chỉ dùng để nhận ra cùng một người; hệ thống không lưu số này."),
            attrs={"inputmode": "numeric"},
        ),
        **organisation_fields(),
        "position": text_field(_("Chức vụ, công việc"), POSITION_LENGTH),
    }


def _detail_fields(plans: Sequence[Choice]) -> dict[str, forms.Field]:
    return {
        "candidate_since": DayField(label=_("Vào danh sách ứng viên")),
        "fields": long_field(_("Lĩnh vực"), _("Mỗi dòng một lĩnh vực, ví dụ: Lean; ISO 9001; đo lường năng suất.")),
        "trained_on": DayField(
            label=_("Xong đào tạo"), required=False, help_text=_("Để trống: còn là ứng viên đang được đào tạo.")
        ),
        "trained_by": text_field(_("Nơi đào tạo"), LONGEST["trained_by"]),
        "trained_plan_id": NumberedField(
            plans,
            label=_("Việc đào tạo tính cho kế hoạch"),
            required=False,
            help_text=_("Đào tạo và chứng nhận được đếm riêng, mỗi người một lần."),
        ),
        "note": long_field(_("Ghi chú")),
    }


def details_of(values: dict[str, Any]) -> ExpertDetails:
    """What a valid form says of an expert."""
    own = {name: values[name] for name in DETAIL_FIELDS}
    return ExpertDetails(**{**own, "fields": tuple(own["fields"].splitlines())})


def initial_of(details: ExpertDetails) -> dict[str, Any]:
    """A stored expert as the form starts with it."""
    return {**asdict(details), "fields": "\n".join(details.fields)}


def certificate_form(plans: Sequence[Choice]) -> Editor:
    """A certificate as its paper says."""
    kinds = [(one.value, str(words)) for one, words in KIND_WORDS.items()]
    fields: dict[str, forms.Field] = {
        "kind": WordField(kinds, label=_("Được chứng nhận là")),
        "standard": text_field(_("Theo tiêu chuẩn"), LONGEST["standard"], required=True),
        "body": text_field(
            _("Tổ chức chứng nhận"), LONGEST["body"], required=True, help_text=_("Ghi đủ tên như trên giấy.")
        ),
        "number": text_field(_("Số chứng nhận"), LONGEST["number"], required=True),
        "certified_on": DayField(label=_("Ngày cấp")),
        "valid_to": DayField(
            label=_("Có hiệu lực đến hết ngày"), required=False, help_text=_("Để trống: không hết hạn.")
        ),
        "plan_id": NumberedField(plans, label=_("Tính cho kế hoạch"), required=False),
    }
    return Editor(fields, {}, Choices())


def certificate_entry(values: dict[str, Any]) -> ExpertCertificateEntry:
    """What a valid form says of a certificate."""
    return ExpertCertificateEntry(**{**values, "kind": ExpertCertificateKind(values["kind"])})

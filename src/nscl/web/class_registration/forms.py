"""Forms by which people put down names: their own, or those of an organisation's people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.operations import PersonEntry
from nscl.organisations.queries import OrganisationChoice, organisation_by_tax_code
from nscl.text.tax_codes import parse_tax_code
from nscl.web.plan_editing.forms.fields import WordField, YearField
from nscl.web.plan_editing.forms.rows import RowForm
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.training.forms.people import (
    POSITION_LENGTH,
    entry_of,
    in_order,
    name_field,
    organisation_fields,
    organisation_problems,
    phone_field,
)
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.planning import text_field

PEOPLE: Final = "nguoi"
AGREED: Final = "dong_y"
# A field that no person sees and every robot fills in.
TRAP: Final = "trang_web"
# Beyond that an organisation sends its list to the staff, who take in the Excel file.
MOST_PEOPLE: Final = 30


def own_form() -> Editor:
    """One person, for themselves; from an organisation or none."""
    fields = {**_person_fields(), **_with_blank_organisation(), AGREED: _agreement()}
    return Editor(fields, {}, Choices())


def organisation_form(*, known: bool) -> Editor:
    """An organisation's people. known: the organisation is the one that somebody signed in for."""
    spec = RowsSpec(
        gettext_lazy("Người được cử"),
        gettext_lazy("người được cử"),
        _row_fields,
        gettext_lazy("Mỗi người một khung; khung để trống thì bỏ qua."),
        _contact_problems,
    )
    fields = {} if known else _sending_organisation()
    return Editor({**fields, AGREED: _agreement(for_others=True)}, {PEOPLE: RowList(spec, in_order)}, Choices())


def _person_fields() -> dict[str, forms.Field]:
    return {
        "name": name_field(),
        "phone": phone_field(),
        "email": forms.EmailField(
            label=_("Thư điện tử"),
            required=False,
            help_text=_("Ghi ít nhất số điện thoại hoặc thư điện tử. Có thư thì được gửi mã và lời nhắc."),
        ),
        "sex": WordField(_sexes(), label=_("Giới tính"), required=False),
        "birth_year": YearField(label=_("Năm sinh"), required=False),
        "position": text_field(_("Chức vụ, công việc"), POSITION_LENGTH),
    }


def _row_fields(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "name": name_field(),
        "phone": phone_field(),
        "email": forms.EmailField(label=_("Thư điện tử"), required=False),
        "sex": WordField(_sexes(), label=_("Giới tính"), required=False),
        "position": text_field(_("Chức vụ, công việc"), POSITION_LENGTH),
    }


def _with_blank_organisation() -> dict[str, forms.Field]:
    fields = organisation_fields()
    fields["organisation"].label = _("Đơn vị đang làm việc, học tập")
    return fields


def _sending_organisation() -> dict[str, forms.Field]:
    """The tax code first: where it is known, nothing else need be said of the organisation."""
    fields = organisation_fields()
    fields["tax_code"].help_text = _("Đơn vị đã có trên hệ thống thì chỉ cần mã số thuế.")
    fields["organisation"].help_text = _(
        "Tên doanh nghiệp, trường, cơ quan; bắt buộc nếu đơn vị chưa có trên hệ thống."
    )
    return {name: fields[name] for name in ("tax_code", "organisation", "organisation_kind")}


def _sexes() -> list[tuple[str, str]]:
    return [(one.value, capital(one.label)) for one in Sex]


def _agreement(*, for_others: bool = False) -> forms.BooleanField:
    label = (
        _("Những người được cử đã đọc thông báo trên và đồng ý cho đơn vị gửi thông tin của họ.")
        if for_others
        else _("Tôi đã đọc thông báo trên và đồng ý cho dùng thông tin của tôi như vậy.")
    )
    message = _("Phải có sự đồng ý thì mới ghi danh được; không đồng ý thì liên hệ trực tiếp đơn vị tổ chức.")
    return forms.BooleanField(label=label, error_messages={"required": message})


def _contact_problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("name") and not values.get("phone") and not values.get("email"):
        yield "phone", _("Hãy ghi số điện thoại hoặc thư điện tử để lớp liên hệ được.")


def judge(editor: Editor) -> bool:
    """Whether everything can be read and fits together; what does not is said at its field."""
    if not editor.is_valid():
        return False
    values = editor.values()
    problems = list(_contact_problems(values)) if "name" in values else []
    if "organisation" in values and known_organisation(values) is None:
        problems += list(organisation_problems(values))
        if PEOPLE in editor.rows and not values.get("organisation"):
            problems.append(("organisation", _("Hãy ghi tên đơn vị, hoặc mã số thuế của đơn vị đã có trên hệ thống.")))
    for field, message in problems:
        editor.form.add_error(field, message)
    return not problems and _judge_rows(editor)


def _judge_rows(editor: Editor) -> bool:
    if PEOPLE not in editor.rows:
        return True
    count = len(editor.rows[PEOPLE].kept)
    if count == 0:
        editor.refuse_whole(_("Chưa có người nào. Hãy ghi ít nhất một người được cử."))
    if count > MOST_PEOPLE:
        editor.refuse_whole(
            _("Mỗi lần ghi danh tối đa %(most)s người. Nhiều hơn: gửi danh sách Excel cho đơn vị tổ chức.")
            % {"most": MOST_PEOPLE}
        )
    return 0 < count <= MOST_PEOPLE


def known_organisation(values: Mapping[str, Any]) -> OrganisationChoice | None:
    """The organisation whose tax code was given, where it is known."""
    code = values.get("tax_code")
    return organisation_by_tax_code(code) if code else None


def looked_up(data: Mapping[str, Any]) -> OrganisationChoice | None:
    """The organisation of the tax code that was typed, before anything else is judged. Raises TaxCodeError."""
    typed = str(data.get("tax_code", ""))[:40]
    return organisation_by_tax_code(parse_tax_code(typed).text)


def organisation_kind(values: Mapping[str, Any]) -> OrganisationKind:
    """The kind that was chosen."""
    return OrganisationKind(values["organisation_kind"])


def entries_of(editor: Editor, organisation: int | None, at: datetime) -> list[PersonEntry]:
    """What a valid form says of its people, each of whom was told what for, and agreed."""
    rows: list[RowForm] = editor.rows[PEOPLE].kept if PEOPLE in editor.rows else []
    values: list[Mapping[str, Any]] = [row.cleaned_data for row in rows] or [editor.values()]
    return [replace(entry_of(one, organisation), noticed_at=at) for one in values]

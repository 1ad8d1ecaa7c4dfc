"""What stands at the head and foot of the province's report: subject, number, who signs, who receives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.enums import SignedFor
from nscl.text.dates import format_date
from nscl.work.rules.problems import Problem, Reason

SUBJECT_LENGTH: Final = 300
NUMBER_LENGTH: Final = 60
SIGNATORY_LENGTH: Final = 100
# A line of recipients is a line of the paper in 11 pt on two fifths of its width, thrice.
RECIPIENT_LENGTH: Final = 200

FIELD_NAMES: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "subject": gettext_lazy("Trích yếu"),
        "number": gettext_lazy("Số, ký hiệu"),
        "issued_on": gettext_lazy("Ngày ban hành"),
        "signed_for": gettext_lazy("Thẩm quyền ký"),
        "signatory": gettext_lazy("Người ký"),
        "recipients": gettext_lazy("Nơi nhận"),
        "template": gettext_lazy("Mẫu báo cáo"),
    }
)

# Authority and post, a line each (Decree 30/2020/NĐ-CP, article 13; annex I, II.7). The head of the department signs
# in its own name: then the department is the issuer.
SIGNATURES: Final[Mapping[SignedFor, tuple[str, ...]]] = MappingProxyType(
    {
        SignedFor.COMMITTEE: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        SignedFor.COMMITTEE_DEPUTY: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        SignedFor.HEAD: ("GIÁM ĐỐC",),
        SignedFor.DEPUTY: ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        SignedFor.BY_ORDER: ("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    }
)
OF_DEPARTMENT: Final = frozenset({SignedFor.HEAD, SignedFor.DEPUTY})
COMMITTEE_SYMBOL: Final = "BC-UBND"
DEPARTMENT_SYMBOL: Final = "BC-SKHCN"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontValues:
    """The front as a person fills it in. number: "123" or "123/BC-UBND", "" while the office has given none.

    recipients: a line each, without dashes. template: number of the Word template, None: the standard one.
    """

    subject: str
    number: str = ""
    issued_on: date | None = None
    signed_for: SignedFor = SignedFor.COMMITTEE_DEPUTY
    signatory: str = ""
    recipients: tuple[str, ...] = ()
    template: int | None = None


def tidied(values: FrontValues) -> FrontValues:
    """The same without blanks around, without empty lines, and without the dashes and semicolons people type."""
    recipients = (line.strip().removeprefix("-").strip().rstrip(";.").strip() for line in values.recipients)
    return FrontValues(
        subject=" ".join(values.subject.split()),
        number="".join(values.number.split()),
        issued_on=values.issued_on,
        signed_for=values.signed_for,
        signatory=" ".join(values.signatory.split()),
        recipients=tuple(line for line in recipients if line),
        template=values.template,
    )


def check_front(values: FrontValues, *, templates: Iterable[int]) -> tuple[Problem, ...]:
    """What is wrong with a tidied front. templates: numbers of those that may be chosen."""
    problems = []
    if not values.subject:
        remedy = _("ghi báo cáo về việc gì")
        problems.append(Problem("subject", Reason.MISSING, _("chưa có trích yếu"), remedy))
    for name, text, most in (
        ("subject", values.subject, SUBJECT_LENGTH),
        ("number", values.number, NUMBER_LENGTH),
        ("signatory", values.signatory, SIGNATORY_LENGTH),
        *(("recipients", line, RECIPIENT_LENGTH) for line in values.recipients),
    ):
        if len(text) > most:
            message = _("%(field)s dài %(length)s ký tự, nhiều nhất %(most)s") % {
                "field": FIELD_NAMES[name],
                "length": len(text),
                "most": most,
            }
            problems.append(Problem(name, Reason.TOO_LONG, message, _("viết ngắn lại")))
    if values.template is not None and values.template not in set(templates):
        message = _("mẫu báo cáo này không dùng được nữa")
        problems.append(Problem("template", Reason.UNKNOWN, message, _("chọn một mẫu trong danh sách")))
    return tuple(problems)


def check_number(number: str, issued_on: date, *, today: date) -> tuple[Problem, ...]:
    """What is wrong with the number and day that the office gave a report."""
    problems = []
    if not number:
        remedy = _("ghi số mà văn thư đã cấp")
        problems.append(Problem("number", Reason.MISSING, _("chưa có số của báo cáo"), remedy))
    if len(number) > NUMBER_LENGTH:
        message = _("số, ký hiệu dài quá %(most)s ký tự") % {"most": NUMBER_LENGTH}
        problems.append(Problem("number", Reason.TOO_LONG, message, _("viết ngắn lại")))
    if issued_on > today:
        message = _("ngày %(day)s chưa đến") % {"day": format_date(issued_on)}
        problems.append(Problem("issued_on", Reason.IN_FUTURE, message, _("ghi ngày đã ký")))
    return tuple(problems)


def number_and_symbol(values: FrontValues) -> tuple[str, str]:
    """What stands before and after the stroke: "123/BC-UBND" → ("123", "BC-UBND"); the symbol always stands."""
    number, _stroke, symbol = values.number.partition("/")
    usual = DEPARTMENT_SYMBOL if values.signed_for in OF_DEPARTMENT else COMMITTEE_SYMBOL
    return number, symbol or usual


def front_words(values: FrontValues, name: str, *, template: str = "") -> str:
    """A field as a person reads it; template: the name of the chosen one."""
    if name == "issued_on":
        return format_date(values.issued_on) if values.issued_on else ""
    if name == "signed_for":
        return str(values.signed_for.label)
    if name == "recipients":
        return "\n".join(values.recipients)
    if name == "template":
        return template or (_("mẫu chuẩn") if values.template is None else str(values.template))
    return str(getattr(values, name))


def changed_fields(before: FrontValues, after: FrontValues) -> tuple[str, ...]:
    """The names of the fields in which two fronts differ, in the order of the form."""
    return tuple(name for name in FIELD_NAMES if getattr(before, name) != getattr(after, name))

"""An application is written: saved as often as one likes, whole or half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change
from nscl.rulebook.policies.standards import subject_key
from nscl.support.enums import AnswerSource
from nscl.support.models import CaseCertificate, CaseCost, CaseFact
from nscl.support.operations.errors import FieldConflict, StateRefused
from nscl.support.operations.opening import Asker, OpenedCase, Saved, open_case, record, refuse, refuse_stale, touch
from nscl.support.queries.assessing import values_of
from nscl.support.queries.rulebook import rule_of, vocabulary
from nscl.support.rules.moves import OPEN_TO_APPLICANT
from nscl.support.rules.values import CaseValues, CostValue, check_storable
from nscl.text.formats import format_vnd
from nscl.work.rules.problems import Problem, Reason

_PLAIN: Final = (
    *("policy", "item", "content", "subject", "units", "purpose"),
    *("contact_name", "contact_phone", "contact_email", "asked_vnd"),
)
_SUBJECT_KEY_LENGTH: Final = 100
_FIELD_LENGTH: Final = 100  # of a change in the audit trail


@transaction.atomic
def save_draft(
    *, number: int, version: int | None, values: CaseValues, viewer: Asker, by: Actor, at: datetime
) -> Saved:
    """Keep an application as far as it is written, in a draft or while something is to be supplemented.

    Answers that an officer corrected stay. version None: whatever came between. Raises CaseGone, NotAllowed,
    StateRefused, Conflict (with every field that differs), Refused for what cannot be kept.
    """
    opened = open_case(number, viewer, applicant_may=True)
    require_open(opened)
    values = cleaned(values)
    stored = values_of(opened.row)
    before, after = _labelled(stored), _labelled(values)
    differing = [one for one in {**before, **after} if before.get(one, "") != after.get(one, "")]
    refuse_stale(opened, version, [_conflict(one, after, before) for one in differing])
    refuse([*check_storable(values, vocabulary()), *_unfit_rule(values)])
    if stored == values:
        return opened.saved(changed=False)
    _write(opened, values, by, at)
    touch(opened, *_PLAIN, "subject_key")
    changes = () if opened.is_applicant else _changes(stored, values, differing)
    record(opened, "saved", by=by, at=at, changes=changes)
    return opened.saved()


def require_open(opened: OpenedCase) -> None:
    """Raise StateRefused where the application is not the applicant's to write any more."""
    if opened.state not in OPEN_TO_APPLICANT:
        raise StateRefused(
            _("Hồ sơ %(state)s nên không sửa được nữa. Nếu cần sửa, hãy liên hệ cơ quan tiếp nhận.")
            % {"state": opened.state.label}
        )


def cleaned(values: CaseValues) -> CaseValues:
    """As it is kept: without spaces too many, blank rows left out, the policy that the rule stands in."""
    costs = tuple(_cost(one) for one in values.costs if not _cost(one).is_blank)
    certificate = values.certificate
    if certificate is not None:
        certificate = replace(
            certificate, number=" ".join(certificate.number.split()), body=" ".join(certificate.body.split())
        )
        certificate = None if certificate.is_blank else certificate
    return replace(
        values,
        policy=values.item.partition("#")[0] or values.policy,
        subject=" ".join(values.subject.split()),
        purpose=values.purpose.strip(),
        contact_name=" ".join(values.contact_name.split()),
        contact_phone=values.contact_phone.strip(),
        contact_email=values.contact_email.strip().lower(),
        facts=dict(sorted(values.facts.items())),
        costs=costs,
        certificate=certificate,
    )


def _cost(one: CostValue) -> CostValue:
    return replace(
        one,
        about=" ".join(one.about.split()),
        seller_tax_code="".join(one.seller_tax_code.split()),
        invoice_symbol=" ".join(one.invoice_symbol.split()),
        invoice_number=" ".join(one.invoice_number.split()),
    )


def _unfit_rule(values: CaseValues) -> list[Problem]:
    if not values.item:
        return []
    rule = rule_of(values.policy, values.item)
    remedy = _("chọn lại quy định")
    if rule is None:
        return [Problem("item", Reason.UNKNOWN, _("Không có mục này trong quy định"), remedy)]
    if values.content and rule.item.content != values.content:
        return [Problem("item", Reason.UNFIT, _("Mục này không phải về nội dung đã chọn"), remedy)]
    return []


def _write(opened: OpenedCase, values: CaseValues, by: Actor, at: datetime) -> None:
    row = opened.row
    for name in _PLAIN:
        setattr(row, name, getattr(values, name))
    rule = rule_of(values.policy, values.item) if values.item else None
    if rule is not None:
        row.content = rule.item.content
    row.subject_key = _subject_key(values.subject)
    _write_facts(opened, values, by, at)
    _write_costs(opened, values)
    CaseCertificate.objects.filter(case=row).delete()
    if values.certificate is not None:
        one = values.certificate
        CaseCertificate.objects.create(case=row, number=one.number, body=one.body, on=one.on, until=one.until)


def _write_facts(opened: OpenedCase, values: CaseValues, by: Actor, at: datetime) -> None:
    stored = {one.key: one for one in CaseFact.objects.filter(case=opened.row).order_by("pk")}
    corrected = {key for key, one in stored.items() if one.source == AnswerSource.OFFICER}
    gone = [key for key in stored if key not in values.facts and key not in corrected]
    CaseFact.objects.filter(case=opened.row, key__in=gone).delete()
    for key, answer in values.facts.items():
        if key in corrected or (key in stored and stored[key].answer is answer):
            continue
        CaseFact.objects.update_or_create(
            case=opened.row,
            key=key,
            defaults={"answer": answer, "source": AnswerSource.APPLICANT, "at": at, "by_id": by.number},
        )


def _write_costs(opened: OpenedCase, values: CaseValues) -> None:
    """A cost that stays as it was keeps what the officer said of it."""
    stored = {_identity(one): one for one in CaseCost.objects.filter(case=opened.row).order_by("position")}
    CaseCost.objects.filter(case=opened.row).delete()
    CaseCost.objects.bulk_create(
        CaseCost(
            case=opened.row,
            position=position,
            head=one.head,
            about=one.about,
            vnd=one.vnd,
            on=one.on,
            seller_tax_code=one.seller_tax_code,
            invoice_symbol=one.invoice_symbol,
            invoice_number=one.invoice_number,
            is_accepted=stored[_of(one)].is_accepted if _of(one) in stored else True,
            remark=stored[_of(one)].remark if _of(one) in stored else "",
        )
        for position, one in enumerate(values.costs)
    )


_Identity = tuple[object, ...]


def _identity(row: CaseCost) -> _Identity:
    return row.head, row.vnd, row.on, row.seller_tax_code, row.invoice_symbol, row.invoice_number


def _of(one: CostValue) -> _Identity:
    return one.head, one.vnd, one.on, one.seller_tax_code, one.invoice_symbol, one.invoice_number


def _subject_key(subject: str) -> str:
    return subject_key(subject)[:_SUBJECT_KEY_LENGTH]


def _changes(stored: CaseValues, values: CaseValues, fields: Sequence[str]) -> tuple[Change, ...]:
    """What an officer wrote on behalf of the organisation, for the trail; what the organisation writes is its draft."""
    with as_stored():
        before, after = _labelled(stored), _labelled(values)
        return tuple(Change(_label(one)[:_FIELD_LENGTH], before.get(one, ""), after.get(one, "")) for one in fields)


def _conflict(field: str, mine: Mapping[str, str], theirs: Mapping[str, str]) -> FieldConflict:
    return FieldConflict(field, _label(field), mine.get(field, ""), theirs.get(field, ""))


def _labelled(values: CaseValues) -> dict[str, str]:
    """Every field with something in it, in words: "costs[0]" is one row."""
    words = vocabulary()
    found = {name: str(getattr(values, name) or "") for name in _PLAIN if name not in {"policy", "asked_vnd"}}
    found["content"] = words.contents.get(values.content, values.content)
    found["asked_vnd"] = format_vnd(values.asked_vnd) if values.asked_vnd is not None else ""
    found |= {f"facts[{key}]": _("có") if answer else _("không") for key, answer in values.facts.items()}
    found |= {f"costs[{index}]": _cost_words(one, words.heads) for index, one in enumerate(values.costs)}
    if values.certificate is not None:
        found["certificate"] = _joined(
            values.certificate.number, values.certificate.body, values.certificate.on, values.certificate.until
        )
    return found


def _cost_words(one: CostValue, heads: Mapping[str, str]) -> str:
    vnd = format_vnd(one.vnd) if one.vnd is not None else ""
    return _joined(heads.get(one.head, ""), one.about, vnd, one.on, one.seller_tax_code, one.invoice_number)


def _joined(*parts: object) -> str:
    texts = [f"{one:%d/%m/%Y}" if isinstance(one, date) else str(one) for one in parts if one]
    return "; ".join(text for text in texts if text)


def _label(field: str) -> str:
    """What the form calls a field."""
    if field.startswith("facts["):
        key = field[len("facts[") : -1]
        fact = vocabulary().facts.get(key)
        return fact.name if fact else key
    if field.startswith("costs["):
        return _("Khoản chi %(number)s") % {"number": int(field[len("costs[") : -1]) + 1}
    return {
        "item": _("Quy định"),
        "content": _("Nội dung hỗ trợ"),
        "subject": _("Tiêu chuẩn, sản phẩm"),
        "units": _("Số lượng"),
        "purpose": _("Mục đích"),
        "contact_name": _("Người liên hệ"),
        "contact_phone": _("Điện thoại"),
        "contact_email": _("Thư điện tử"),
        "asked_vnd": _("Số tiền đề nghị"),
        "certificate": _("Giấy chứng nhận"),
    }[field]

"""Whether a case may be supported at all under a rule: the days, the organisation, the conditions, once only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache

from nscl.rulebook.policies.case import CERTIFIED, Case, Certificate, Support
from nscl.rulebook.policies.decision import Missing, Outcome, Step, StepKind
from nscl.rulebook.policies.policy import (
    NATIONAL,
    ONCE_NAMES,
    Force,
    ForceStatus,
    Item,
    Once,
    Policy,
    Trigger,
    UnderWay,
)
from nscl.rulebook.policies.slip import Slip, day
from nscl.rulebook.policies.standards import subject_key
from nscl.rulebook.size import SIZE_NAMES


def in_force(slip: Slip) -> bool:
    """Write the step about the policy's days; False where it ends the matter."""
    period = slip.policy.force_on(slip.on)
    if period is None:
        return _outside(slip)
    _within(slip, period)
    return True


def _within(slip: Slip, period: Force) -> None:
    policy, on = slip.policy, slip.on
    if period.status is ForceStatus.IN_FORCE:
        slip.steps.append(_in_force(period, on))
        return
    words = f"Chưa biết {policy.number} có còn áp dụng vào ngày {day(on)} không: {period.note}"
    slip.unknown(StepKind.FORCE, words, period.cite, of_text(policy, "force", "văn bản có còn hiệu lực không"))


@lru_cache(maxsize=4096)
def _in_force(period: Force, on: date) -> Step:
    return Step(StepKind.FORCE, Outcome.PASSED, f"Ngày {day(on)} thuộc thời gian có hiệu lực.", period.cite)


def _outside(slip: Slip) -> bool:
    policy, case, on = slip.policy, slip.case, slip.on
    before = [period for period in policy.force if period.last is not None and period.last < on]
    handed_in = policy.force_on(case.submitted_on) if case.submitted_on and case.submitted_on <= on else None
    if not before:
        first = policy.force[0]
        slip.failed(StepKind.FORCE, f"Ngày {day(on)} chưa có hiệu lực: từ {day(first.first)} mới có.", first.cite)
        return False
    ended = before[-1]
    if handed_in is not None and case.submitted_on is not None and policy.under_way is not UnderWay.SUCCESSOR:
        words = f"Hồ sơ nộp ngày {day(case.submitted_on)}, khi văn bản còn hiệu lực"
        if policy.under_way is UnderWay.THIS and handed_in.status is ForceStatus.IN_FORCE:
            slip.passed(StepKind.FORCE, f"{words}: giải quyết tiếp theo văn bản này.", ended.cite)
        else:
            missing = of_text(policy, "under-way", "hồ sơ nộp trước ngày hết hiệu lực giải quyết theo văn bản nào")
            slip.unknown(StepKind.FORCE, f"{words}: chưa biết giải quyết theo văn bản nào.", ended.cite, missing)
        return True
    successor = f" Văn bản thay thế: {policy.replaced_by}." if policy.replaced_by else ""
    words = f"Ngày {day(on)} không còn hiệu lực: đã hết từ sau ngày {day(ended.last or on)}.{successor}"
    slip.failed(StepKind.FORCE, words, ended.cite)
    return False


def for_this_organisation(slip: Slip) -> None:
    """Write the steps about subject, kind, place, size, field and group."""
    case, item = slip.case, slip.item
    if not item.subjects.is_any:
        _subject(slip)
    if item.kinds is not None:
        _among(slip, StepKind.KIND, case.kind)
    if slip.policy.province != NATIONAL:
        _among(slip, StepKind.PROVINCE, case.province)
    if item.sizes is not None:
        _among(slip, StepKind.SIZE, case.size)
    if item.sectors is not None:
        _among(slip, StepKind.SECTOR, case.sector)
    if item.any_of:
        _group(slip)


def _among(slip: Slip, kind: StepKind, value: str | None) -> None:
    """A step about one of several values: among those of the rule, not among them, or not known."""
    if not value:
        slip.unknown(kind, f"{_LABELS[kind]}: chưa biết.", slip.item.cite, SUPPLY[kind])
        return
    step = _judged(slip.policy, slip.item, kind, value)
    slip.is_failed = slip.is_failed or step.outcome is Outcome.FAILED
    slip.steps.append(step)


_LABELS = {
    StepKind.KIND: "Loại hình",
    StepKind.PROVINCE: "Địa bàn",
    StepKind.SIZE: "Quy mô",
    StepKind.SECTOR: "Lĩnh vực",
}


@lru_cache(maxsize=4096)
def _judged(policy: Policy, item: Item, kind: StepKind, value: str) -> Step:
    allowed, names = _allowed(policy, item, kind)
    label, name = _LABELS[kind], names.get(value, value)
    facts = ((label, name),)
    if value in allowed:
        return Step(kind, Outcome.PASSED, f"{label}: {name}, thuộc đối tượng.", item.cite, None, facts)
    wanted = ", ".join(name for key, name in names.items() if key in allowed)
    words = f"{label}: {name}, không thuộc đối tượng ({wanted})."
    return Step(kind, Outcome.FAILED, words, item.cite, None, facts)


def _allowed(policy: Policy, item: Item, kind: StepKind) -> tuple[Collection[str], Mapping[str, str]]:
    words = policy.vocabulary
    if kind is StepKind.KIND:
        return item.kinds or (), words.kinds
    if kind is StepKind.PROVINCE:
        return (policy.province,), words.provinces
    if kind is StepKind.SECTOR:
        return item.sectors or (), words.sectors
    return item.sizes or (), {str(size): name for size, name in SIZE_NAMES.items()}


def _subject(slip: Slip) -> None:
    case, item = slip.case, slip.item
    key = subject_key(case.subject)
    if not key:
        words = "Chưa biết tiêu chuẩn hoặc sản phẩm đề nghị hỗ trợ."
        slip.unknown(StepKind.SUBJECT, words, item.cite, SUPPLY[StepKind.SUBJECT])
    elif item.subjects.match(key):
        slip.passed(StepKind.SUBJECT, f"{case.subject} thuộc quy định này.", item.cite, (("Đề nghị", case.subject),))
    else:
        slip.failed(StepKind.SUBJECT, f"{case.subject} không thuộc quy định này: {item.words}", item.cite)


def _group(slip: Slip) -> None:
    """At least one of several facts."""
    case, item = slip.case, slip.item
    asked = [slip.policy.vocabulary.facts[key] for key in item.any_of]
    for fact in asked:
        if case.facts.get(fact.key):
            slip.passed(StepKind.GROUP, f"Là {fact.name}.", item.cite, ((fact.name, "có"),))
            return
    names = "; ".join(fact.name for fact in asked)
    unknown = [fact for fact in asked if fact.key not in case.facts]
    if not unknown:
        slip.failed(StepKind.GROUP, f"Không thuộc nhóm được hỗ trợ: {names}.", item.cite)
    for fact in unknown:
        words = f"Chưa biết có phải là {fact.name} không."
        slip.unknown(StepKind.GROUP, words, item.cite, Missing(fact.key, fact.name, fact.supply))


def conditions(slip: Slip) -> None:
    """Write the steps about what must have been fulfilled: facts, the certificate, once only."""
    case, item = slip.case, slip.item
    for condition in item.conditions:
        value = case.facts.get(condition.fact)
        fact = slip.policy.vocabulary.facts[condition.fact]
        if value is None:
            words = f"Chưa biết: {condition.words}"
            slip.unknown(StepKind.CONDITION, words, condition.cite, Missing(fact.key, fact.name, fact.supply))
        elif value is condition.must_be:
            facts = ((fact.name, "có" if value else "không"),)
            slip.passed(StepKind.CONDITION, f"Đáp ứng: {condition.words}", condition.cite, facts)
        else:
            facts = ((fact.name, "có" if value else "không"),)
            slip.failed(StepKind.CONDITION, f"Không đáp ứng: {condition.words}", condition.cite, facts)
    if item.trigger is Trigger.CERTIFICATE:
        _certificate(slip)
    _once(slip)


def _certificate(slip: Slip) -> None:
    case, item, certificate = slip.case, slip.item, slip.case.certificate
    if certificate is None and case.facts.get(CERTIFIED) is False:
        words = "Chưa được cấp giấy chứng nhận: chỉ hỗ trợ sau khi có kết quả."
        slip.failed(StepKind.CERTIFICATE, words, item.cite, (("giấy chứng nhận", "chưa có"),))
    elif certificate is None:
        words = "Chưa có giấy chứng nhận trong hồ sơ."
        slip.unknown(StepKind.CERTIFICATE, words, item.cite, SUPPLY[StepKind.CERTIFICATE])
    elif certificate.used_by:
        words = f"Giấy chứng nhận {certificate.number} đã dùng cho hồ sơ {certificate.used_by}."
        slip.failed(StepKind.CERTIFICATE, words, slip.policy.overlap.cite)
    elif certificate.on is None:
        words = f"Chưa biết ngày cấp giấy chứng nhận {certificate.number}."
        slip.unknown(StepKind.CERTIFICATE, words, item.cite, _CERTIFICATE_DATE)
    else:
        _dated_certificate(slip, certificate, certificate.on)


def _dated_certificate(slip: Slip, certificate: Certificate, issued: date) -> None:
    item, on = slip.item, slip.on
    name = f"Giấy chứng nhận {certificate.number}"
    if issued > on:
        slip.failed(StepKind.CERTIFICATE, f"{name} ghi ngày cấp {day(issued)}, sau ngày xét.", item.cite)
    elif certificate.until is not None and certificate.until < on:
        slip.failed(StepKind.CERTIFICATE, f"{name} đã hết hiệu lực sau ngày {day(certificate.until)}.", item.cite)
    else:
        slip.passed(StepKind.CERTIFICATE, f"{name} cấp ngày {day(issued)}, còn hiệu lực.", item.cite)


def _once(slip: Slip) -> None:
    """Once for life where the rule says so; where it is not known what it says, an earlier support stops the case."""
    case, item = slip.case, slip.item
    if item.once is Once.MANY:
        return
    if case.history is None:
        words = "Chưa tra các lần đã được hỗ trợ."
        slip.unknown(StepKind.ONCE, words, item.cite, SUPPLY[StepKind.ONCE])
        return
    first = earlier_support(item, case, case.history, slip.on)
    if first is None:
        slip.passed(StepKind.ONCE, "Chưa từng được hỗ trợ nội dung này.", item.cite)
        return
    where = f" (hồ sơ {first.case})" if first.case else ""
    had = f"Đã được hỗ trợ nội dung này ngày {day(first.on)}{where}"
    if item.once is None:
        missing = of_text(slip.policy, "once", "một nội dung được hỗ trợ mấy lần")
        words = f"{had}: chưa biết văn bản có cho hỗ trợ lần nữa không."
        slip.unknown(StepKind.ONCE, words, item.cite, missing)
    else:
        slip.failed(StepKind.ONCE, f"{had}: {ONCE_NAMES[item.once]}.", item.cite)


def earlier_support(item: Item, case: Case, history: Iterable[Support], on: date) -> Support | None:
    """The first support that stands against another one: of the same content, by whatever policy; where the rule counts
    by standard or product, for the same one; where it counts by year, in the same one."""
    for one in history:
        if one.content != case.content:
            continue
        if item.once is Once.SUBJECT and subject_key(one.subject) != subject_key(case.subject):
            continue
        if item.once is Once.YEAR and one.on.year != on.year:
            continue
        return one
    return None


def of_text(policy: Policy, key: str, name: str) -> Missing:
    """Something that the policy's own text says and that nobody has read so far."""
    return Missing(f"text.{key}", name, f"đọc {policy.number} rồi ghi vào data/rules/{policy.slug}.yaml")


# What must be supplied where the rule asks and nobody knows.
SUPPLY = {
    StepKind.KIND: Missing("kind", "loại hình tổ chức", "ghi loại hình trong hồ sơ tổ chức"),
    StepKind.PROVINCE: Missing("province", "địa bàn của tổ chức", "ghi địa chỉ trụ sở trong hồ sơ tổ chức"),
    StepKind.SIZE: Missing("size", "quy mô doanh nghiệp", "kê khai lao động, doanh thu, nguồn vốn năm trước"),
    StepKind.SECTOR: Missing("sector", "lĩnh vực kinh doanh chính", "ghi ngành nghề chính trong hồ sơ tổ chức"),
    StepKind.SUBJECT: Missing("subject", "tiêu chuẩn hoặc sản phẩm đề nghị", "ghi tên trong đơn đề nghị"),
    StepKind.CERTIFICATE: Missing("certificate", "giấy chứng nhận đã được cấp", "nộp bản sao giấy chứng nhận"),
    StepKind.ONCE: Missing(
        "history", "các lần đã được hỗ trợ", "tra sổ hỗ trợ theo mã số thuế, cả chi nhánh và đơn vị trước sáp nhập"
    ),
}
_CERTIFICATE_DATE = Missing("certificate.on", "ngày cấp giấy chứng nhận", "ghi ngày cấp theo giấy chứng nhận")

"""How much a rule gives: the costs that count, the per cent of the level, the cap, the ceilings of other texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from nscl.rulebook.policies.case import MOST_UNITS, NOT_CREDIBLE_VND, Case, Cost, Support
from nscl.rulebook.policies.decision import Missing, StepKind
from nscl.rulebook.policies.eligibility import SUPPLY, of_text
from nscl.rulebook.policies.policy import ANY_CONTENT, PER_NAMES, Cap, Item, Level, Per, Policy, Rate
from nscl.rulebook.policies.slip import Facts, Slip, day, written
from nscl.rulebook.policies.standards import subject_key
from nscl.rulebook.size import SIZE_NAMES

# Costs and caps of one year are those of the calendar year, as the budget's.
_YEARLY = {Per.YEAR, Per.CONTRACT_YEAR, Per.COURSE_YEAR}
BY_SUBJECT = {Per.STANDARD, Per.PRODUCT, Per.COURSE_YEAR}

_COST = Missing("costs", "chi phí đã chi, số tiền và ngày hóa đơn", "ghi từng khoản chi theo hóa đơn, hợp đồng")
_COST_DATE = Missing("costs.on", "ngày hóa đơn hoặc ngày ký hợp đồng", "ghi ngày theo hóa đơn, hợp đồng")
_COST_VALUE = Missing("costs.vnd", "số tiền đúng của khoản chi", "xem lại số tiền trên hóa đơn, hợp đồng")
_UNITS = Missing("units", "số lượng đề nghị hỗ trợ", "ghi số lượng, ít nhất là 1")


def compute(slip: Slip) -> None:
    """Write the steps of the amount; `slip.amount_vnd` is what they leave."""
    policy, item = slip.policy, slip.item
    eligible = _eligible(slip)
    _count(slip)
    level = _level(slip, policy, item)
    if level is None:
        return
    if level.rate is None:
        missing = _of_rule(policy, item, "percent", "tỷ lệ hỗ trợ")
        slip.unknown(StepKind.PERCENT, "Tỷ lệ hỗ trợ: chưa biết, chưa thể chi.", item.cite, missing)
    elif eligible:
        amount = slip.limit(level.rate.of(eligible))
        words = f"{_percent(level.rate)} của {written(eligible)} là {written(amount)}."
        slip.passed(StepKind.PERCENT, words, item.cite, (), amount)
    if level.is_cap_missing:
        missing = _of_rule(policy, item, "cap", "mức trần")
        slip.unknown(StepKind.CAP, "Mức trần: chưa biết, chưa thể chi.", item.cite, missing)
    elif level.cap is not None and eligible:
        _cap(slip, level.cap)


def _of_rule(policy: Policy, item: Item, key: str, name: str) -> Missing:
    """A figure of a rule that nobody has read so far, or that another text is to fix."""
    unread = of_text(policy, f"{item.key}.{key}", f"{name} ({item.cite})")
    return Missing(unread.key, unread.name, policy.awaits) if policy.awaits else unread


def _eligible(slip: Slip) -> int:
    """The sum of the costs that count; why others do not is written."""
    policy, item, case = slip.policy, slip.item, slip.case
    names = policy.vocabulary.heads
    if item.heads is None:
        slip.is_open = True
        missing = _of_rule(policy, item, "of", "chi phí được tính")
        slip.unknown(StepKind.COSTS, "Chi phí được tính: chưa biết gồm những gì.", item.cite, missing)
        return 0
    total = 0
    counted: list[tuple[str, str]] = []
    for cost in case.costs:
        reason = _left_out(slip, cost, names.get(cost.head, cost.head))
        if reason is not None:
            slip.noted(StepKind.COSTS, reason, policy.overlap.cite if cost.used_by else item.cite)
        elif cost.on is None or not 0 <= cost.vnd < NOT_CREDIBLE_VND:
            slip.is_open = True
            _unread(slip, cost, names.get(cost.head, cost.head))
        else:
            total += cost.vnd
            counted.append((names.get(cost.head, cost.head), written(cost.vnd)))
    facts = tuple(counted)
    if total:
        slip.passed(StepKind.COSTS, f"Chi phí được tính: {written(total)}.", item.cite, facts, total)
    elif not case.costs:
        slip.is_open = True
        slip.unknown(StepKind.COSTS, "Hồ sơ chưa có khoản chi nào.", item.cite, _COST)
    elif not slip.is_open:
        slip.failed(StepKind.COSTS, f"Không có chi phí được tính ({_heads(policy, item)}).", item.cite, facts)
    return total


def _left_out(slip: Slip, cost: Cost, name: str) -> str | None:
    """Why a cost does not count, or None."""
    policy, item, on = slip.policy, slip.item, slip.on
    if cost.head not in (item.heads or ()):
        return f"Không tính {name}: không thuộc chi phí được hỗ trợ."
    if cost.used_by:
        return f"Không tính {name} {written(cost.vnd)}: đã dùng cho hồ sơ {cost.used_by}."
    if cost.on is None:
        return None
    if cost.on > on:
        return f"Không tính {name} ngày {day(cost.on)}: sau ngày xét."
    if policy.force_on(cost.on) is None:
        when = "trước khi văn bản có hiệu lực" if cost.on < policy.force[0].first else "khi văn bản không còn hiệu lực"
        return f"Không tính {name} ngày {day(cost.on)}: phát sinh {when}."
    return None


def _unread(slip: Slip, cost: Cost, name: str) -> None:
    item = slip.item
    if cost.on is None:
        slip.unknown(StepKind.COSTS, f"Chưa biết ngày của khoản chi: {name}.", item.cite, _COST_DATE)
        return
    why = "là số âm" if cost.vnd < 0 else "lớn bất thường"
    slip.unknown(StepKind.COSTS, f"Số tiền {written(cost.vnd)} của {name} {why}.", item.cite, _COST_VALUE)


@lru_cache(maxsize=1024)
def _heads(policy: Policy, item: Item) -> str:
    return ", ".join(name for key, name in policy.vocabulary.heads.items() if key in (item.heads or ()))


def _count(slip: Slip) -> None:
    """How many units in a year; a request for more is refused with what may be asked for."""
    item, case, on = slip.item, slip.case, slip.on
    if not 1 <= case.units <= MOST_UNITS:
        slip.unknown(StepKind.COUNT, f"Số lượng đề nghị là {case.units}.", item.cite, _UNITS)
        return
    if item.most_a_year is None:
        return
    if case.history is None:
        slip.unknown(StepKind.COUNT, "Chưa tra số đã được hỗ trợ trong năm.", item.cite, SUPPLY[StepKind.ONCE])
        return
    had = earlier_units(item, case.history, on)
    left = max(0, item.most_a_year - had)
    facts: Facts = (("Đề nghị", str(case.units)), ("Đã hỗ trợ trong năm", str(had)))
    limit = f"mỗi năm không quá {item.most_a_year}"
    if case.units <= left:
        slip.passed(StepKind.COUNT, f"Đề nghị {case.units}, {limit}.", item.cite, facts)
        return
    words = f"Đề nghị {case.units}, {limit}, đã hỗ trợ {had}: chỉ còn {left}; sửa đơn còn {left} và chi phí tương ứng."
    slip.failed(StepKind.COUNT, words, item.cite, facts)


def _level(slip: Slip, policy: Policy, item: Item) -> Level | None:
    """The first level that is for the case; None, with the reason written, where there is none or it is not known."""
    case = slip.case
    for level in item.levels:
        if level.sizes is not None and case.size is None:
            slip.unknown(StepKind.SIZE, "Chưa biết quy mô để chọn mức.", item.cite, SUPPLY[StepKind.SIZE])
            return None
        if level.sizes is not None and case.size not in level.sizes:
            continue
        if not level.any_of or any(case.facts.get(key) for key in level.any_of):
            return level
        unknown = [policy.vocabulary.facts[key] for key in level.any_of if key not in case.facts]
        for fact in unknown:
            words = f"Chưa biết có phải là {fact.name} không để chọn mức."
            slip.unknown(StepKind.GROUP, words, item.cite, Missing(fact.key, fact.name, fact.supply))
        if unknown:
            return None
    size = SIZE_NAMES[case.size] if case.size else "tổ chức này"
    slip.failed(StepKind.PERCENT, f"Văn bản không có mức cho {size}.", item.cite)
    return None


def _cap(slip: Slip, cap: Cap) -> None:
    policy, item, case = slip.policy, slip.item, slip.case
    per = f"/{PER_NAMES[cap.per]}" if cap.per else ""
    if cap.per in BY_SUBJECT and not subject_key(case.subject):
        slip.unknown(StepKind.SUBJECT, f"Chưa biết tên để áp mức trần{per}.", item.cite, SUPPLY[StepKind.SUBJECT])
    whole = cap.vnd * max(case.units, 1) if cap.per is Per.TRAINEE else cap.vnd
    if case.history is None:
        slip.unknown(StepKind.CAP, "Chưa tra số tiền đã được hỗ trợ.", item.cite, SUPPLY[StepKind.ONCE])
        slip.limit(max(0, whole))
        return
    had = earlier_vnd(cap, item, case, case.history, slip.on)
    if had and cap.per is None:
        missing = _of_rule(policy, item, "cap-per", "mức trần tính cho mỗi gì")
        words = f"Đã được hỗ trợ {written(had)}: chưa biết mức trần tính cho mỗi năm, mỗi hợp đồng hay tất cả."
        slip.unknown(StepKind.CAP, words, item.cite, missing)
    left = max(0, whole - had)
    words = f"Mức trần {written(whole)}{per}"
    if had:
        words = f"{words}, đã hỗ trợ {written(had)}, còn {written(left)}"
    if not left:
        slip.limit(0)
        slip.failed(StepKind.CAP, f"{words}: đã hưởng hết.", item.cite)
        return
    before = slip.amount_vnd
    amount = slip.limit(left)
    verdict = "không vượt" if before is not None and before <= left else f"lấy {written(amount)}"
    slip.passed(StepKind.CAP, f"{words}: {verdict}.", item.cite, (), amount)


def earlier_vnd(cap: Cap, item: Item, case: Case, history: Iterable[Support], on: date) -> int:
    """What the organisation had under the same rule out of the same cap: of the year, of the standard, or ever."""
    if cap.per is Per.TRAINEE:
        return 0
    return sum(one.vnd for one in history if one.item == item.ref and _counts(cap, one, case, on))


def _counts(cap: Cap, one: Support, case: Case, on: date) -> bool:
    if cap.per in _YEARLY and one.on.year != on.year:
        return False
    return cap.per not in BY_SUBJECT or subject_key(one.subject) == subject_key(case.subject)


def earlier_units(item: Item, history: Iterable[Support], on: date) -> int:
    """How many units (trainees) the organisation had under the same rule in the year of a day."""
    return sum(one.units for one in history if one.item == item.ref and one.on.year == on.year)


def ceilings(slip: Slip) -> None:
    """Write the steps of the ceilings that other texts in force set over this policy."""
    case, on = slip.case, slip.on
    for above, item in slip.policy.bound_by:
        if above.force_on(on) is None or item.content not in {case.content, ANY_CONTENT} or _not_for(item, case):
            continue
        if item.sizes is not None and case.size is None:
            slip.unknown(StepKind.CEILING, "Chưa biết quy mô để xét mức trần chung.", item.cite, SUPPLY[StepKind.SIZE])
            continue
        _ceiling(slip, above, item)


def _not_for(item: Item, case: Case) -> bool:
    """Whether a ceiling is certainly not about the organisation."""
    of_other_kind = item.kinds is not None and case.kind is not None and case.kind not in item.kinds
    of_other_size = item.sizes is not None and case.size is not None and case.size not in item.sizes
    return of_other_kind or of_other_size


def _ceiling(slip: Slip, above: Policy, item: Item) -> None:
    case, on = slip.case, slip.on
    values = [
        cost.vnd
        for cost in case.costs
        if cost.head in (item.heads or ())
        and cost.on is not None
        and cost.on <= on
        and 0 <= cost.vnd < NOT_CREDIBLE_VND
    ]
    level = _level(slip, above, item)
    if level is None or level.rate is None:
        return
    if not values:
        names = _heads(above, item)
        missing = Missing("costs.contract", f"{names} để xét mức trần chung", "ghi số tiền và ngày theo hợp đồng")
        slip.unknown(StepKind.CEILING, f"Chưa biết {names} để xét mức trần chung.", item.cite, missing)
        return
    base = sum(values)
    most = level.rate.of(base)
    amount = slip.limit(most)
    words = f"Mức trần chung {_percent(level.rate)} của {written(base)} là {written(most)}"
    verdict = f"lấy {written(amount)}" if amount == most else "không vượt"
    slip.passed(StepKind.CEILING, f"{words}: {verdict}.", item.cite, (), amount)


def _percent(rate: Rate) -> str:
    return f"{rate.percent:f}%".replace(".", ",")

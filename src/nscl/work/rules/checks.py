"""What is wrong with an activity, as far as its own values and its annual plan tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.text.folding import fold_words
from nscl.work.enums import ActivityStatus
from nscl.work.rules.kinds import KIND_RULES, PARTS
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.values import ActivityState, Cost, Participants, Quantity

# What the columns hold.
TITLE_LENGTH: Final = 300
TEXT_LENGTH: Final = 200
# A million billion đồng, about a hundred times what the whole state budget spends in a year: a slip of the keyboard,
# and small enough that sums over all activities stay within BIGINT.
MOST_VND: Final = 10**15
# More than live in Vietnam: lượt người of one activity.
MOST_PEOPLE: Final = 200_000_000
MOST_QUANTITY: Final = 10**9


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What an activity is checked against: the year of its annual plan, the plan's period, the day of the check."""

    year: int
    period_start: int
    period_end: int
    on: date


def check_activity(state: ActivityState, facts: YearFacts) -> tuple[Problem, ...]:
    """Everything that is wrong with an activity's own values, each under its field."""
    return (
        *_texts(state),
        *_dates(state, facts),
        *_done(state, facts),
        *_fit(state),
        *_outputs(state.outputs),
        *_participants(state.participations),
        *_costs("planned_costs", state.planned_costs),
        *_costs("actual_costs", state.actual_costs),
    )


def check_tallied(state: ActivityState, before: ActivityState | None) -> Iterator[Problem]:
    """What was typed of an activity whose kind has a record of its own, which alone says it: a class, its sessions.

    before: as it stands; None: it is new.
    """
    tallied = KIND_RULES[state.kind].tallied
    if not tallied:
        return
    remedy = _("mở lớp của hoạt động này trong mục Đào tạo, ghi danh và điểm danh ở đó")
    was_done = before is not None and before.status is ActivityStatus.DONE
    is_done = state.status is ActivityStatus.DONE
    if is_done != was_done:
        message = _("“%(kind)s” đã xong hay chưa là do trang lớp ghi") % {"kind": state.kind.label}
        yield Problem("status", Reason.TALLIED, message, remedy)
    elif is_done and before is not None and state.done_on != before.done_on:
        message = _("ngày xong của “%(kind)s” là ngày của buổi cuối, do trang lớp ghi") % {"kind": state.kind.label}
        yield Problem("done_on", Reason.TALLIED, message, remedy)
    known = {} if before is None else {one.kind: one.quantity for one in before.outputs}
    for place, output in enumerate(state.outputs):
        if output.kind in tallied and known.get(output.kind) != output.quantity:
            message = _("“%(output)s” cộng từ điểm danh, không ghi tay") % {"output": output.kind.label}
            yield Problem(f"outputs[{place}].quantity", Reason.TALLIED, message, remedy)
    if state.participations != (() if before is None else before.participations):
        message = _("người tham dự của “%(kind)s” cộng từ điểm danh, không ghi tay") % {"kind": state.kind.label}
        yield Problem("participations", Reason.TALLIED, message, remedy)


def _texts(state: ActivityState) -> Iterator[Problem]:
    # Nearly every title begins with a letter; only of the others it takes folding to tell.
    if not state.title[:1].isalpha() and not fold_words(state.title):
        yield Problem("title", Reason.MISSING, _("chưa có tên hoạt động"), _("ghi tên, ít nhất một chữ"))
    limits = {"title": TITLE_LENGTH, "place": TEXT_LENGTH, "organiser": TEXT_LENGTH, "outlet": TEXT_LENGTH}
    values = {"title": state.title, "place": state.place, "organiser": state.organiser, "outlet": state.outlet}
    for field, limit in limits.items():
        if len(values[field]) > limit:
            message = _("dài %(length)s ký tự, chỉ giữ được %(limit)s") % {
                "length": len(values[field]),
                "limit": limit,
            }
            yield Problem(field, Reason.TOO_LONG, message, _("viết gọn lại"))
    texts = {**values, "expected_output": state.expected_output, "result": state.result}
    for field, text in texts.items():
        # PostgreSQL refuses it, and nobody typed it.
        if "\0" in text:
            yield Problem(field, Reason.UNFIT, _("có ký tự không đọc được"), _("gõ lại đoạn này"))


def _dates(state: ActivityState, facts: YearFacts) -> Iterator[Problem]:
    period = {"start": facts.period_start, "end": facts.period_end}
    if state.ends_on < state.starts_on:
        message = _("ngày kết thúc %(end)s trước ngày bắt đầu %(start)s") % {
            "end": _day(state.ends_on),
            "start": _day(state.starts_on),
        }
        yield Problem("ends_on", Reason.BACKWARD, message, _("xem lại hai ngày"))
    if not facts.period_start <= state.starts_on.year <= facts.period_end:
        message = _("ngày %(day)s ngoài thời gian của kế hoạch (%(start)s–%(end)s)") % {
            "day": _day(state.starts_on),
            **period,
        }
        yield Problem("starts_on", Reason.OUTSIDE_PERIOD, message, _("chọn ngày trong các năm của kế hoạch"))
    elif state.starts_on.year != facts.year:
        message = _("ngày %(day)s không thuộc năm %(year)s của kế hoạch năm này") % {
            "day": _day(state.starts_on),
            "year": facts.year,
        }
        remedy = _("chọn ngày trong năm %(year)s, hoặc ghi vào kế hoạch năm %(other)s") % {
            "year": facts.year,
            "other": state.starts_on.year,
        }
        yield Problem("starts_on", Reason.OUTSIDE_YEAR, message, remedy)
    if state.ends_on.year > facts.period_end:
        message = _("ngày %(day)s ngoài thời gian của kế hoạch (%(start)s–%(end)s)") % {
            "day": _day(state.ends_on),
            **period,
        }
        yield Problem("ends_on", Reason.OUTSIDE_PERIOD, message, _("chọn ngày trong các năm của kế hoạch"))


def _done(state: ActivityState, facts: YearFacts) -> Iterator[Problem]:
    done = state.done_on
    if state.status is not ActivityStatus.DONE:
        if done is not None:
            message = _("có ngày xong nhưng hoạt động chưa ghi là đã xong")
            yield Problem("done_on", Reason.UNFIT, message, _("bỏ ngày xong, hoặc ghi là đã xong"))
        return
    if done is None:
        yield Problem("done_on", Reason.MISSING, _("chưa có ngày xong"), _("ghi ngày hoạt động xong"))
        return
    if done > facts.on:
        message = _("ngày xong %(day)s còn ở phía trước (hôm nay %(today)s)") % {
            "day": _day(done),
            "today": _day(facts.on),
        }
        yield Problem("done_on", Reason.IN_FUTURE, message, _("ghi ngày đã xong thật, hoặc để là đang làm"))
    if done < state.starts_on:
        message = _("ngày xong %(day)s trước ngày bắt đầu %(start)s") % {
            "day": _day(done),
            "start": _day(state.starts_on),
        }
        yield Problem("done_on", Reason.BACKWARD, message, _("sửa ngày xong, hoặc sửa ngày bắt đầu cho đúng thực tế"))
    if done.year > facts.period_end:
        message = _("ngày %(day)s ngoài thời gian của kế hoạch (%(start)s–%(end)s)") % {
            "day": _day(done),
            "start": facts.period_start,
            "end": facts.period_end,
        }
        yield Problem("done_on", Reason.OUTSIDE_PERIOD, message, _("ghi vào kế hoạch của giai đoạn sau"))


def _fit(state: ActivityState) -> Iterator[Problem]:
    """What this kind of activity does not have."""
    rule, kind = KIND_RULES[state.kind], state.kind.label
    if state.place and not rule.has_place:
        message = _("“%(kind)s” không ghi địa điểm") % {"kind": kind}
        yield Problem("place", Reason.UNFIT, message, _("bỏ địa điểm, hoặc chọn loại khác"))
    if state.outlet and not rule.has_outlet:
        message = _("“%(kind)s” không ghi nơi đăng, phát") % {"kind": kind}
        yield Problem("outlet", Reason.UNFIT, message, _("bỏ nơi đăng, phát, hoặc chọn loại khác"))
    if state.participations and not (rule.has_participants or rule.tallied):
        message = _("“%(kind)s” không ghi người tham dự") % {"kind": kind}
        yield Problem("participations", Reason.UNFIT, message, _("bỏ người tham dự, hoặc chọn loại khác"))
    for place, output in enumerate(state.outputs):
        if output.kind not in rule.outputs + rule.tallied:
            message = _("“%(kind)s” không ghi “%(output)s”") % {"kind": kind, "output": output.kind.label}
            yield Problem(f"outputs[{place}].kind", Reason.UNFIT, message, _("bỏ dòng này, hoặc chọn loại khác"))


def _outputs(outputs: tuple[Quantity, ...]) -> Iterator[Problem]:
    yield from _twice("outputs", [(one.kind, str(one.kind.label)) for one in outputs])
    by_kind = {one.kind: one.quantity for one in outputs}
    for place, output in enumerate(outputs):
        field = f"outputs[{place}].quantity"
        yield from _amount(field, output.quantity, MOST_QUANTITY)
        whole = PARTS.get(output.kind)
        if whole in by_kind and output.quantity > by_kind[whole]:
            message = _("%(part)s (%(n)s) nhiều hơn %(whole)s (%(of)s)") % {
                "part": output.kind.label,
                "n": output.quantity,
                "whole": whole.label,
                "of": by_kind[whole],
            }
            yield Problem(field, Reason.MORE_THAN_WHOLE, message, _("xem lại hai số"))


def _participants(participations: tuple[Participants, ...]) -> Iterator[Problem]:
    yield from _twice("participations", [(one.kind, str(one.kind.label)) for one in participations])
    for place, one in enumerate(participations):
        field = f"participations[{place}]"
        yield from _amount(f"{field}.people", Decimal(one.people), MOST_PEOPLE)
        yield from _amount(f"{field}.organisations", Decimal(one.organisations), MOST_PEOPLE)
        if one.women is None:
            continue
        yield from _amount(f"{field}.women", Decimal(one.women), MOST_PEOPLE)
        if one.women > one.people:
            message = _("số nữ (%(women)s) nhiều hơn số lượt người (%(people)s)") % {
                "women": one.women,
                "people": one.people,
            }
            yield Problem(f"{field}.women", Reason.MORE_THAN_WHOLE, message, _("xem lại hai số"))


def _costs(field: str, costs: tuple[Cost, ...]) -> Iterator[Problem]:
    if len(costs) > 1:
        name = _("dòng dự toán và nguồn này")
        yield from _twice(field, [((cost.line_id, cost.source_id), name) for cost in costs])
    for place, cost in enumerate(costs):
        yield from _amount(f"{field}[{place}].vnd", Decimal(cost.vnd), MOST_VND)


def _amount(field: str, value: Decimal, most: int) -> Iterator[Problem]:
    if not value.is_finite() or value > most:
        message = _("số này quá lớn")
        yield Problem(field, Reason.TOO_LARGE, message, _("xem lại đơn vị và số chữ số"))
    elif value < 0:
        yield Problem(field, Reason.NEGATIVE, _("số âm (%(n)s)") % {"n": value}, _("ghi số từ 0 trở lên"))
    elif value != value.to_integral_value():
        message = _("%(n)s không phải số nguyên") % {"n": str(value).replace(".", ",")}
        yield Problem(field, Reason.NOT_WHOLE, message, _("ghi số nguyên"))


def _twice(field: str, named: Iterable[tuple[object, str]]) -> Iterator[Problem]:
    seen: set[object] = set()
    for place, (one, name) in enumerate(named):
        if one in seen:
            message = _("“%(name)s” có hai dòng") % {"name": name}
            yield Problem(f"{field}[{place}]", Reason.TWICE, message, _("gộp thành một dòng"))
        seen.add(one)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"

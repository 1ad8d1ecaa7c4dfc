"""What a trial came to, as tables: by year, by content, case by case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.rulebook.policies import State
from nscl.rulebook.policies.trying import Change, Effect
from nscl.support.queries.trials import TrialDone
from nscl.text.formats import format_vnd
from nscl.web.policies.words import STATE_CHIPS
from nscl.web.ui.parts import Chip, Tone
from nscl.web.ui.tables import Column, Kind, Table

# Nobody reads more rows of a trial on a screen; the Excel file has them all.
_MOST_ROWS: Final = 1000
_CHANGES: Final = {
    "more": Chip(gettext_lazy("Được thêm"), Tone.GOOD, "trending-up", 0),
    "less": Chip(gettext_lazy("Bị giảm"), Tone.WARN, "trending-down", 1),
    "undecided": Chip(gettext_lazy("Chưa quyết định được"), Tone.UNKNOWN, "circle-question-mark", 2),
    "same": Chip(gettext_lazy("Như cũ"), Tone.IDLE, "equal", 3),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Sums over some cases, under a name."""

    label: str
    change: Change


def signed_vnd(vnd: int) -> str:
    """An amount with its sign: +1.000 đồng."""
    return f"+{format_vnd(vnd)}" if vnd > 0 else format_vnd(vnd)


def year_table(done: TrialDone) -> Table[ChangeRow]:
    """The budget's change by year of decision."""
    rows = [ChangeRow(str(year), change) for year, change in done.trial.by_year.items()]
    return _change_table("theo-nam", _("Theo năm quyết định"), _("Năm"), rows)


def content_table(done: TrialDone) -> Table[ChangeRow]:
    """The budget's change by content."""
    names = done.policy.vocabulary.contents
    rows = [ChangeRow(capfirst(names.get(key, key)), change) for key, change in done.trial.by_content.items()]
    return _change_table("theo-noi-dung", _("Theo nội dung hỗ trợ"), _("Nội dung"), rows)


def _change_table(name: str, caption: str, heading: str, rows: list[ChangeRow]) -> Table[ChangeRow]:
    return Table(
        name=name,
        caption=caption,
        rows=rows,
        columns=[
            Column("label", heading, filling=True, sortable=False),
            Column("cases", _("Số hồ sơ"), Kind.INTEGER, value=lambda r: r.change.cases, total=True, sortable=False),
            *_money_columns(),
        ],
        exportable=False,
    )


def _money_columns() -> list[Column[ChangeRow]]:
    def money(key: str, heading: str, value: Callable[[ChangeRow], int]) -> Column[ChangeRow]:
        return Column(key, heading, Kind.VND, value=value, unit=_("đồng"), total=True, sortable=False)

    return [
        money("paid", _("Đã hỗ trợ"), lambda r: r.change.paid_vnd),
        money("draft", _("Theo dự thảo"), lambda r: r.change.draft_vnd),
        money("more", _("Thay đổi"), lambda r: r.change.difference_vnd),
    ]


def case_table(done: TrialDone) -> Table[Effect]:
    """Who gets more, who less, who cannot be decided: the largest changes first."""
    names = done.policy.vocabulary.contents
    rows = sorted(done.trial.effects, key=lambda one: (-abs(one.difference_vnd), one.past.name))
    return Table(
        name="tung-ho-so",
        caption=_("Từng hồ sơ"),
        rows=rows,
        columns=[
            Column("name", _("Hồ sơ"), value=lambda e: e.past.name, filling=True, sortable=False),
            Column("on", _("Ngày quyết định"), Kind.DATE, value=lambda e: e.past.on, narrow=True, sortable=False),
            Column(
                "content",
                _("Nội dung"),
                value=lambda e: capfirst(names.get(e.past.case.content, e.past.case.content)),
                sortable=False,
            ),
            Column("change", _("Thay đổi"), Kind.CHIP, value=change_of, sortable=False),
            Column(
                "paid",
                _("Đã hỗ trợ"),
                Kind.VND,
                value=lambda e: e.past.paid_vnd,
                unit=_("đồng"),
                total=True,
                sortable=False,
            ),
            Column(
                "draft",
                _("Theo dự thảo"),
                Kind.VND,
                value=lambda e: e.decision.amount_vnd,
                unit=_("đồng"),
                total=True,
                sortable=False,
            ),
            Column(
                "state",
                _("Kết quả theo dự thảo"),
                Kind.CHIP,
                value=lambda e: STATE_CHIPS[e.decision.state],
                sortable=False,
            ),
            Column("why", _("Vì sao"), value=_why, filling=True, sortable=False),
        ],
        page_size=_MOST_ROWS,
        exportable=False,
    )


def change_of(effect: Effect) -> Chip:
    """Whether the draft gives more or less, or cannot say."""
    if effect.decision.state is State.NOT_DECIDABLE:
        return _CHANGES["undecided"]
    if not effect.difference_vnd:
        return _CHANGES["same"]
    return _CHANGES["more" if effect.difference_vnd > 0 else "less"]


def _why(effect: Effect) -> tuple[str, ...]:
    """What stands in the way; of a granted one the rule and its article."""
    if effect.decision.state is State.GRANTED:
        return (capfirst(effect.decision.rule),)
    return tuple(step.words for step in effect.decision.reasons)

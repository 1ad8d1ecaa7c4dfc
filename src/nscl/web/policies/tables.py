"""Policies and their cases as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.rulebook.policies import Policy
from nscl.rulebook.policies.policy import Item
from nscl.rulebook.size import SIZE_NAMES
from nscl.support.queries.policies import ExampleRow, PolicyDetail, PolicyRow, Standing
from nscl.text.dates import format_date
from nscl.text.formats import format_vnd
from nscl.web.policies.places import policy_href
from nscl.web.policies.words import (
    CONFIDENCE_CHIPS,
    STANDING_CHIPS,
    STATE_CHIPS,
    cap_words,
    content_words,
    gaps_words,
    level_who,
    life_words,
    rate_words,
)
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

PLACE: Final = "dia-ban"
STANDING: Final = "hieu-luc"
CONTENT: Final = "noi-dung"
STATE: Final = "ket-qua"


def policy_table(rows: Sequence[PolicyRow], *, is_file: bool = False) -> Table[PolicyRow]:
    """One row a policy: those in force first. is_file: for Excel, with what the page says in notes as columns."""
    columns: list[Column[PolicyRow]] = [
        Column(
            "number",
            _("Văn bản"),
            Kind.LINK,
            value=lambda r: Link(r.policy.number, policy_href(r.slug), _title(r)),
            filling=True,
        ),
        Column("place", _("Địa bàn"), value=lambda r: capfirst(r.place)),
        Column(
            "standing",
            _("Hiệu lực hôm nay"),
            Kind.CHIP,
            value=lambda r: STANDING_CHIPS[r.standing],
            note=None if is_file else life_words,
        ),
        Column("gaps", _("Đã biết"), value=lambda r: gaps_words(r.gaps), sort_value=lambda r: r.gaps),
        Column("confidence", _("Độ chắc chắn"), Kind.CHIP, value=lambda r: CONFIDENCE_CHIPS[r.policy.confidence]),
        Column("source", _("Nguồn đã đọc"), value=lambda r: r.policy.source, sortable=False),
    ]
    if is_file:
        columns += [
            Column("title", _("Tên văn bản"), value=lambda r: r.policy.title),
            Column("life", _("Thời gian"), value=life_words),
            Column("items", _("Số quy định"), Kind.INTEGER, value=lambda r: len(r.policy.items)),
        ]
    return Table(
        name="chinh-sach",
        caption=_("Chính sách hỗ trợ"),
        rows=rows,
        columns=columns,
        search=_searched,
        filters=[
            Filter(PLACE, _("Địa bàn"), lambda r: capfirst(r.place)),
            Filter(
                STANDING,
                _("Hiệu lực"),
                lambda r: r.standing.value,
                [(one.value, STANDING_CHIPS[one].label) for one in Standing],
            ),
            Filter(
                CONTENT,
                _("Nội dung hỗ trợ"),
                lambda r: [capfirst(content_words(r.policy, item)) for item in r.policy.items],
            ),
        ],
        empty=Empty(_("Chưa có chính sách nào"), _("Tệp quy định nằm ở data/rules."), "scale"),
    )


def _title(row: PolicyRow) -> str:
    """The title, where the number is not the title already."""
    return row.policy.title if row.policy.title != row.policy.number else ""


def _searched(row: PolicyRow) -> str:
    policy = row.policy
    rules = " ".join(f"{content_words(policy, item)} {item.words} {item.cite}" for item in policy.items)
    return f"{policy.number} {policy.title} {policy.issuer} {row.place} {rules}"


def level_rows(policy: Policy, item: Item) -> list[tuple[str, str, str]]:
    """For whom, how much of the cost, at most how much."""
    return [(level_who(policy, one), str(rate_words(one)), str(cap_words(one))) for one in item.levels]


def example_table(detail: PolicyDetail) -> Table[ExampleRow]:
    """The cases beside the policy: facts → answer."""
    policy = detail.row.policy
    cites = {item.key: item.cite for item in policy.items}
    columns: list[Column[ExampleRow]] = [
        Column(
            "name",
            _("Ví dụ"),
            value=lambda r: r.example.name,
            note=lambda r: r.example.article,
            filling=True,
        ),
        Column("on", _("Ngày xét"), Kind.DATE, value=lambda r: r.example.on, narrow=True),
        Column("facts", _("Dữ kiện"), value=lambda r: tuple(_facts(policy, r)), sortable=False, filling=True),
        Column("state", _("Kết quả"), Kind.CHIP, value=lambda r: STATE_CHIPS[r.example.state]),
        Column(
            "amount",
            _("Mức hỗ trợ"),
            Kind.VND,
            value=lambda r: r.example.amount_vnd or None,
            unit=_("đồng"),
            note=lambda r: cites.get(r.decision.item.partition("#")[2], ""),
        ),
        Column("why", _("Vì sao"), value=lambda r: tuple(_why(r)), sortable=False, filling=True),
    ]
    return Table(
        name="vi-du",
        caption=_("Ví dụ: dữ kiện và kết quả"),
        rows=detail.examples,
        columns=columns,
        search=lambda r: f"{r.example.name} {r.example.article} {' '.join(_facts(policy, r))}",
        filters=[
            Filter(
                STATE,
                _("Kết quả"),
                lambda r: r.example.state.value,
                [(state.value, chip.label) for state, chip in STATE_CHIPS.items()],
            )
        ],
        empty=Empty(_("Chưa có ví dụ nào"), _("Hồ sơ thử của văn bản nằm cạnh tệp quy định (.cases.yaml)."), "scale"),
    )


def _why(row: ExampleRow) -> Iterator[str]:
    for step in row.decision.reasons:
        yield step.words
    for wrong in row.wrong:
        yield _("Khác với ví dụ: %(words)s.") % {"words": wrong}


def _facts(policy: Policy, row: ExampleRow) -> Iterator[str]:
    """What the example says of the application, in words."""
    vocabulary, case = policy.vocabulary, row.example.case
    yield capfirst(vocabulary.contents.get(case.content, case.content))
    who = [vocabulary.kinds.get(case.kind or "", ""), SIZE_NAMES[case.size] if case.size else ""]
    if any(who):
        yield capfirst(", ".join(filter(None, who)))
    if case.subject:
        yield case.subject
    for cost in case.costs:
        day = f", {format_date(cost.on)}" if cost.on else ""
        yield capfirst(f"{vocabulary.heads.get(cost.head, cost.head)}: {format_vnd(cost.vnd)}{day}")
    if case.certificate is not None:
        yield _("Có giấy chứng nhận")
    for key, answer in case.facts.items():
        if answer:
            yield capfirst(vocabulary.facts[key].name)
    for earlier in case.history or ():
        name = vocabulary.contents.get(earlier.content, earlier.content)
        yield _("Đã được hỗ trợ: %(name)s, %(vnd)s ngày %(day)s") % {
            "name": name,
            "vnd": format_vnd(earlier.vnd),
            "day": format_date(earlier.on),
        }

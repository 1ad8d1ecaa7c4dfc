"""An activity's fields in words: for the audit trail, and to show two people where their values differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.models import User
from nscl.finance.models import BudgetLine, FundingSource
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.models import Task
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Change
from nscl.text.formats import format_number, format_vnd
from nscl.work.operations.book import Book
from nscl.work.operations.errors import FieldConflict
from nscl.work.rules.values import ActivityState, Cost, Participants, Quantity

FIELD_LENGTH = 100  # the audit trail's column


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `value` decides whether it changed, `text` is shown ("" for nothing)."""

    label: str
    value: object
    text: str


class Wording:
    """Says the fields of the activities of one annual plan; asks each name of the database once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names: dict[tuple[type, int], str] = {}

    def fields(self, state: ActivityState) -> dict[str, Field]:
        """Every field by its name, in the order of the form."""
        return {
            "task_id": Field(_("Nhiệm vụ"), state.task_id, self._task(state.task_id)),
            "kind": Field(_("Loại"), state.kind, str(state.kind.label)),
            "title": Field(_("Tên hoạt động"), state.title, state.title),
            "starts_on": Field(_("Bắt đầu"), state.starts_on, _day(state.starts_on)),
            "ends_on": Field(_("Kết thúc"), state.ends_on, _day(state.ends_on)),
            "place": Field(_("Địa điểm"), state.place, state.place),
            "commune_id": Field(_("Xã, phường"), state.commune_id, self._commune(state.commune_id)),
            "organiser": Field(_("Đơn vị tổ chức"), state.organiser, state.organiser),
            "outlet": Field(_("Nơi đăng, phát"), state.outlet, state.outlet),
            "responsible_id": Field(_("Người phụ trách"), state.responsible_id, self._person(state.responsible_id)),
            "expected_output": Field(_("Sản phẩm dự kiến"), state.expected_output, state.expected_output),
            "planned_costs": Field(_("Kinh phí dự kiến"), state.planned_costs, self._costs(state.planned_costs)),
            "status": Field(_("Trạng thái"), state.status, str(state.status.label)),
            "done_on": Field(_("Ngày xong"), state.done_on, _day(state.done_on)),
            "cancel_reason": Field(_("Lý do hủy"), state.cancel_reason, state.cancel_reason),
            "outputs": Field(_("Sản phẩm"), state.outputs, _outputs(state.outputs)),
            "participations": Field(_("Người tham dự"), state.participations, _people(state.participations)),
            "actual_costs": Field(_("Kinh phí thực tế"), state.actual_costs, self._costs(state.actual_costs)),
            "result": Field(_("Kết quả"), state.result, state.result),
        }

    def conflicts(self, stored: ActivityState, sent: ActivityState) -> tuple[FieldConflict, ...]:
        """Where what somebody sends differs from what is stored, in the language of the moment."""
        theirs, mine = self.fields(stored), self.fields(sent)
        return tuple(
            FieldConflict(name, field.label, mine=field.text, theirs=theirs[name].text)
            for name, field in mine.items()
            if field.value != theirs[name].value
        )

    def changes(self, before: ActivityState, after: ActivityState) -> list[Change]:
        """What an act changed, as the audit trail keeps it."""
        with as_stored():
            differences = self.conflicts(before, after)
        return [Change(one.label[:FIELD_LENGTH], one.theirs, one.mine) for one in differences]

    def _task(self, number: int) -> str:
        link = self._book.tasks.link(number)
        return link.label if link is not None else self._name(Task, number)

    def _commune(self, number: int | None) -> str:
        return "" if number is None else self._name(AdministrativeUnit, number)

    def _person(self, number: int | None) -> str:
        return "" if number is None else self._name(User, number)

    def _costs(self, costs: tuple[Cost, ...]) -> str:
        return "; ".join(self._cost(cost) for cost in costs)

    def _cost(self, cost: Cost) -> str:
        named = []
        if cost.line_id is not None:
            named.append(self._book.lines.get(cost.line_id) or self._name(BudgetLine, cost.line_id))
        if cost.source_id is not None:
            named.append(self._book.sources.get(cost.source_id) or self._name(FundingSource, cost.source_id))
        return f"{format_vnd(cost.vnd)} ({', '.join(named)})" if named else format_vnd(cost.vnd)

    def _name(self, model: type[Task | AdministrativeUnit | User | BudgetLine | FundingSource], number: int) -> str:
        if (model, number) not in self._names:
            row = model._default_manager.filter(pk=number).first()
            self._names[model, number] = "" if row is None else _called(row)
        return self._names[model, number]


def _called(row: object) -> str:
    match row:
        case AdministrativeUnit(name=name) | FundingSource(name=name):
            return name
        case User(full_name=name):
            return name
    return str(row)


def _outputs(outputs: Iterable[Quantity]) -> str:
    return "; ".join(f"{one.kind.label}: {format_number(one.quantity.normalize())}" for one in outputs)


def _people(participations: Iterable[Participants]) -> str:
    return "; ".join(_participants(one) for one in participations)


def _participants(one: Participants) -> str:
    people = ngettext("%(n)s lượt người", "%(n)s lượt người", one.people)
    figures = [people % {"n": format_number(one.people)}]
    if one.women is not None:
        figures.append(_("%(n)s nữ") % {"n": format_number(one.women)})
    if one.organisations:
        organisations = ngettext("%(n)s tổ chức", "%(n)s tổ chức", one.organisations)
        figures.append(organisations % {"n": format_number(one.organisations)})
    return f"{one.kind.label}: {', '.join(figures)}"


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"

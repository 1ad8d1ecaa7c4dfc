"""Amounts of a voucher, one for each account of its year, beside what is left there; blank: not on the voucher."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from django import forms
from django.forms import BoundField

from nscl.finance.enums import Stage
from nscl.finance.operations.ledger import EntryDraft
from nscl.finance.queries.ledger import AccountChoice
from nscl.finance.rules.ledger import AccountName
from nscl.web.estimates.forms.fields import TypedMoneyField
from nscl.web.estimates.words import source_name
from nscl.web.ui.parts import Text


class OfAccount(Protocol):
    """A row about an account."""

    @property
    def account(self) -> AccountName:
        """Which one."""


Row = TypeVar("Row", bound=OfAccount)


# No slots: `FigureColumn[AccountChoice](…)` sets `__orig_class__`.
@dataclass(frozen=True)
class FigureColumn(Generic[Row]):
    """A column of figures beside the amounts: what stands on the account, or is left of it."""

    heading: Text
    value: Callable[[Row], int | None]


@dataclass(frozen=True, slots=True)
class AmountRow:
    """An account on the form. figures: in the order of the columns; opens_line: the first account of its line."""

    line: str
    source: str
    figures: Sequence[int | None]
    field: BoundField
    opens_line: bool


class AmountsForm(forms.Form):
    """The amounts. Their places in what is sent to an operation are told by `entries`."""

    use_required_attribute = False

    def __init__(
        self,
        accounts: Sequence[OfAccount],
        data: Any = None,
        *,
        initial: Mapping[int, int] | None = None,
        may_take_away: bool = False,
    ) -> None:
        super().__init__(data, initial={_name(number): vnd for number, vnd in (initial or {}).items()})
        self.accounts = accounts
        for one in accounts:
            field = TypedMoneyField(label=_label(one.account), may_take_away=may_take_away)
            field.widget.attrs["aria-label"] = str(field.label)
            self.fields[_field(one.account)] = field

    @cached_property
    def entries(self) -> list[EntryDraft]:
        """What was written, in the order of the accounts; blanks are left out. Taken before anything is refused."""
        return [
            EntryDraft(one.account.number, vnd)
            for one in self.accounts
            if one.account.number is not None and (vnd := self.cleaned_data[_field(one.account)]) is not None
        ]

    def refuse(self, entry: int | None, message: str) -> None:
        """Say at an entry, by its place in `entries`, why it is refused; None: on top."""
        account = None if entry is None else self.entries[entry].account
        self.add_error(_name(account) if isinstance(account, int) else None, message)

    def refuse_account(self, account: AccountName, message: str) -> None:
        """Say at an account why its amount is refused; on top where it is not on the form."""
        self.add_error(_field(account) if _field(account) in self.fields else None, message)

    def is_written(self, account: AccountName) -> bool:
        """Whether an amount was written for an account."""
        return any(entry.account == account.number for entry in self.entries)

    def rows(self, columns: Sequence[FigureColumn[Any]]) -> list[AmountRow]:
        """The accounts as the form shows them; a line that has several stands once, at the first of them."""
        rows, line = [], None
        for one in self.accounts:
            at = one.account
            figures = [column.value(one) for column in columns]
            rows.append(AmountRow(at.line, source_name(at.source), figures, self[_field(at)], at.line_id != line))
            line = at.line_id
        return rows


def at_stage(stage: Stage) -> Callable[[AccountChoice], int]:
    """What stands on an account at a stage."""
    return lambda one: one.figures.at(stage)


def left_at(stage: Stage) -> Callable[[AccountChoice], int]:
    """What is left to be booked at a stage."""
    return lambda one: one.left[stage]


def _field(account: AccountName) -> str:
    return _name(account.number)


def _name(number: int | None) -> str:
    return f"tien-{number}"


def _label(account: AccountName) -> str:
    return f"{account.line}, {source_name(account.source)}"

"""Why a figure that was printed is another one today: which records came, went or changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from nscl.documents.report_papers.tables import RowRecord
from nscl.plans.rules import plain_number
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.work.rules.schedules import shortened

# How many records of a kind a sentence names; the rest it counts.
MOST_NAMED: Final = 3
MOST_TITLE: Final = 60


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that is still there with another amount or day."""

    then: RowRecord
    now: RowRecord

    @property
    def words(self) -> str:
        """What of it changed: "Hội nghị A (120 → 140)"."""
        if self.then.amount != self.now.amount:
            return f"{shortened(self.now.title, MOST_TITLE)} ({_amount(self.then.amount)} → {_amount(self.now.amount)})"
        return f"{shortened(self.now.title, MOST_TITLE)} (ngày {_day(self.then.on)} → {_day(self.now.on)})"


@dataclass(frozen=True, slots=True)
class Differences:
    """What became of the records behind a printed figure.

    later: of days after the data closing time; added: of days up to it, entered afterwards; removed: counted then and
    not now; changed: with another amount or day.
    """

    later: tuple[RowRecord, ...] = ()
    added: tuple[RowRecord, ...] = ()
    removed: tuple[RowRecord, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def words(self) -> str:
        """One sentence for each, with counts and the first titles; "" where nothing differs."""
        return " ".join(
            sentence
            for sentence in (
                _sentence("Sau ngày chốt", [shortened(one.title, MOST_TITLE) for one in self.later]),
                _sentence("Ghi bổ sung", [shortened(one.title, MOST_TITLE) for one in self.added]),
                _sentence("Không còn tính", [shortened(one.title, MOST_TITLE) for one in self.removed]),
                _sentence("Sửa lại", [one.words for one in self.changed]),
            )
            if sentence
        )


def differences(then: Sequence[RowRecord], now: Sequence[RowRecord], closed_on: date) -> Differences:
    """Compare the records behind a figure as they were sealed with those of today. closed_on: the last day of then."""
    before = {(one.kind, one.number): one for one in then}
    after = {(one.kind, one.number): one for one in now}
    new = [one for key, one in after.items() if key not in before]
    pairs = [Changed(one, after[key]) for key, one in before.items() if key in after]
    return Differences(
        later=_in_order(new, lambda one: one.on is not None and one.on > closed_on),
        added=_in_order(new, lambda one: one.on is None or one.on <= closed_on),
        removed=_in_order([one for key, one in before.items() if key not in after], lambda _one: True),
        changed=tuple(one for one in pairs if (one.then.amount, one.then.on) != (one.now.amount, one.now.on)),
    )


def difference(printed: Decimal | None, estimate: Decimal | None, now: Decimal | None) -> Decimal | None:
    """Today's value against the estimate, else against the value printed; None where there is nothing to compare."""
    before = printed if estimate is None else estimate
    return None if before is None or now is None else now - before


def _in_order(records: Sequence[RowRecord], which: Callable[[RowRecord], bool]) -> tuple[RowRecord, ...]:
    found = [one for one in records if which(one)]
    return tuple(sorted(found, key=lambda one: (one.on or date.min, one.kind, one.number)))


def _sentence(what: str, titles: Sequence[str]) -> str:
    if not titles:
        return ""
    named = "; ".join(titles[:MOST_NAMED])
    more = f" và {len(titles) - MOST_NAMED} hồ sơ khác" if len(titles) > MOST_NAMED else ""
    return f"{what} {len(titles)}: {named}{more}."


def _amount(amount: Decimal | None) -> str:
    return "không ghi" if amount is None else format_number(plain_number(amount))


def _day(on: date | None) -> str:
    return "không ghi" if on is None else format_date(on)

"""The fields of a pack's item, each as a value to compare and as the text that people see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import singledispatch

from pydantic import BaseModel

from nscl.documents.pack.labels import FIELD_LABELS, OP_WORDS, value_label
from nscl.documents.pack.schema import BudgetSource, GrandTotal, Output, Period, PlanPack, Province, Schedule
from nscl.documents.pack.values import ALL_SOURCES, Amounts, MonthDay, Span
from nscl.text.dates import PartialDate, format_partial
from nscl.text.formats import format_number

# Fields that name agencies by key.
_AGENCY_FIELDS = frozenset({"lead", "coordinate", "agency", "partners", "senders", "recipient"})
# Fields in the unit of the budget table.
_TABLE_MONEY = frozenset({"unit_cost"})
# Fields in VND.
_VND = frozenset({"unit_vnd", "vnd", "words_vnd"})
_YEARS = frozenset({"year", "years", "by", "start", "end"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item: ``value`` decides whether it changed, ``text`` is shown (None: nothing there)."""

    label: str
    value: object
    text: str | None


class Display:
    """Shows the items of one pack: agencies by their names, money in đồng."""

    def __init__(self, pack: PlanPack) -> None:
        self._agencies = {agency.key: agency.name for agency in pack.agencies}
        self._unit_vnd = pack.budget.unit_vnd if pack.budget else 1
        self._sources = {source.key: source.name for source in pack.budget.sources} if pack.budget else {}

    def agency(self, key: str) -> str:
        """The agency's name in this pack."""
        return self._agencies.get(key, key)

    def agencies(self, keys: Iterable[str]) -> str:
        """The names of several agencies."""
        return ", ".join(map(self.agency, keys))

    def source(self, key: str) -> str:
        """The name of a source of money."""
        return "mọi nguồn" if key == ALL_SOURCES else self._sources.get(key, key)

    def fields(self, record: BaseModel, *, leave_out: frozenset[str]) -> dict[str, Field]:
        """Every field of the record under its name; amounts by source and year each under a name of its own."""
        fields: dict[str, Field] = {}
        for name in type(record).model_fields:
            if name in leave_out:
                continue
            value = getattr(record, name)
            if name == "total":
                fields |= self._amounts("total", FIELD_LABELS["total"], value)
            elif name == "by_year":
                for year, amounts in value.items():
                    fields |= self._amounts(f"by_year.{year}", f"Năm {year}", amounts)
            elif isinstance(value, GrandTotal):
                for inner, field in self.fields(value, leave_out=frozenset()).items():
                    fields[f"{name}.{inner}"] = Field(f"{FIELD_LABELS[name]}: {field.label}", field.value, field.text)
            else:
                fields[name] = Field(FIELD_LABELS[name], self._comparable(name, value), self._text(name, value))
        return fields

    def _amounts(self, name: str, label: str, amounts: Amounts) -> dict[str, Field]:
        return {
            f"{name}.{source}": Field(f"{label}, {self.source(source)}", amount * self._unit_vnd, self._money(amount))
            for source, amount in amounts.items()
        }

    def _money(self, amount: Decimal) -> str:
        return _vnd(amount * self._unit_vnd)

    def _comparable(self, name: str, value: object) -> object:
        return value * self._unit_vnd if name in _TABLE_MONEY and isinstance(value, Decimal) else value

    def _text(self, name: str, value: object) -> str | None:
        """What people see of one value; None where there is nothing."""
        if value is None or value == ():
            return None
        if isinstance(value, int | Decimal):
            return self._figure(name, value)
        if name in _AGENCY_FIELDS:
            return self.agencies([value] if isinstance(value, str) else _strings(value))
        if name == "source":
            return self.source(str(value))
        return shown(value)

    def _figure(self, name: str, value: int | Decimal) -> str:
        if name in _TABLE_MONEY:
            return _vnd(value * self._unit_vnd)
        if name in _VND:
            return _vnd(value)
        return str(value) if name in _YEARS else format_number(value)


@singledispatch
def shown(value: object) -> str:
    """The text of one value where neither its field's name nor the rest of the pack matters."""
    return str(value)


@shown.register
def _(value: StrEnum) -> str:
    return value_label(value)


@shown.register
def _(value: Span) -> str:
    return f"dòng {value.first}" if value.first == value.last else f"dòng {value.first}–{value.last}"


@shown.register
def _(value: MonthDay) -> str:
    return f"ngày {value.day:02d}/{value.month:02d}"


@shown.register
def _(value: PartialDate) -> str:
    return format_partial(value)


@shown.register
def _(value: Period) -> str:
    return f"{value.start}–{value.end}"


@shown.register
def _(value: Province) -> str:
    return f"{value.name} (mã {value.code})"


@shown.register
def _(value: BudgetSource) -> str:
    return value.name


@shown.register
def _(value: tuple) -> str:  # type: ignore[type-arg]  # singledispatch looks the class up, which a generic alias is not
    return "; ".join(map(shown, value))


@shown.register
def _(schedule: Schedule) -> str:
    years = [str(year) for year in (schedule.start, schedule.end) if year is not None]
    text = " ".join([value_label(schedule.kind), "–".join(dict.fromkeys(years))]).strip()
    return f"{text} (“{schedule.text}”)" if schedule.text else text


@shown.register
def _(output: Output) -> str:
    if output.op is None or output.value is None:
        return output.text
    amount = format_number(output.value)
    if output.value_to is not None:
        amount = f"{amount}–{format_number(output.value_to)}"
    counted = " ".join(part for part in (OP_WORDS[output.op], amount, output.unit) if part)
    if output.of is not None:
        counted += f" trên {output.of}"
    if output.by is not None:
        counted += f", đến năm {output.by}"
    return f"{output.text} ({counted})"


def _strings(value: object) -> Iterable[str]:
    return value if isinstance(value, tuple) else ()


def _vnd(amount: int | Decimal) -> str:
    """Money in đồng, without the point of a whole amount; a part of a đồng, wrong as it is, is shown."""
    whole = int(amount)
    return f"{format_number(whole if whole == amount else amount)} đồng"


def names_of_both(before: Mapping[str, Field], after: Mapping[str, Field]) -> list[str]:
    """The names of the fields of both, in the order of the new item and then of the old."""
    return list(dict.fromkeys([*after, *before]))

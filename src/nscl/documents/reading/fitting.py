"""What the tables of plans can hold: a draft that anybody can keep, whatever stood in the document.

Nothing is cut in silence: every text that was shortened and every figure that was left out gets a doubt.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from nscl.documents.pack.schema import (
    Agency,
    Budget,
    BudgetLine,
    GrandTotal,
    LegalBasis,
    Measure,
    Output,
    PlanHeader,
    PlanPack,
    Record,
    Schedule,
    Target,
    Task,
)
from nscl.documents.pack.values import Amounts, AmountsByYear, Span
from nscl.documents.reading.results import Doubt

# Characters that the columns of `plans` and `finance` hold; names of bodies go into the register too, which holds less.
TEXT_LIMITS: Mapping[type[Record], Mapping[str, int]] = {
    PlanHeader: {"title": 500, "number": 60, "issuer": 200},
    LegalBasis: {"number": 60, "issuer": 200},
    Agency: {"name": 200},
    Measure: {"unit": 80},
    Schedule: {"text": 300},
    Output: {"unit": 80},
    BudgetLine: {"quantity_unit": 80},
}
# Digits before and after the point of a quantity, and the largest amount of money (BIGINT), in đồng.
WHOLE_DIGITS, PLACES = 11, 4
LARGEST_VND = 2**63 - 1

_SHORTENED = "văn bản ghi dài {length} ký tự, chỉ giữ được {limit}; hãy rút gọn cho đủ ý"
_LEFT_OUT = "số {number} có quá nhiều chữ số hoặc không thành số đồng nguyên nên không ghi được; hãy đối chiếu bản gốc"

R = TypeVar("R", bound=Record)


def fit_pack(pack: PlanPack) -> tuple[PlanPack, tuple[Doubt, ...]]:
    """The pack with what the tables of plans can hold, and a doubt for all that had to give way."""
    fitter = _Fitter()
    fitted = pack.model_copy(
        update={
            "plan": fitter.texts(pack.plan, "plan", None),
            "legal_basis": tuple(
                fitter.texts(one, f"legal_basis[{place}]", one.at) for place, one in enumerate(pack.legal_basis, 1)
            ),
            "agencies": tuple(fitter.texts(one, f"agencies[{one.key}]", None) for one in pack.agencies),
            "targets": tuple(fitter.target(one) for one in pack.targets),
            "tasks": tuple(fitter.task(one) for one in pack.tasks),
            "budget": fitter.budget(pack.budget) if pack.budget is not None else None,
        }
    )
    return fitted, tuple(fitter.doubts)


class _Fitter:
    """Makes records fit and notes the doubts."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []

    def texts(self, record: R, subject: str, at: Span | None) -> R:
        """The record with its texts as long as may be."""
        shortened = {}
        for name, limit in TEXT_LIMITS[type(record)].items():
            text = getattr(record, name)
            if text is not None and len(text) > limit:
                shortened[name] = f"{text[: limit - 1].rstrip()}…"
                reason = _SHORTENED.format(length=len(text), limit=limit)
                self.doubts.append(Doubt(f"{subject}.{name}", at, "text-shortened", reason))
        return record.model_copy(update=shortened) if shortened else record

    def target(self, target: Target) -> Target:
        """The target without measures whose figures have too many digits."""
        subject = f"targets[{target.key}]"
        kept = [one for one in target.measures if self._are_quantities((one.value, one.value_to), subject, target.at)]
        measures = tuple(self.texts(one, subject, target.at) for one in kept)
        return target if measures == target.measures else target.model_copy(update={"measures": measures})

    def task(self, task: Task) -> Task:
        """The task with outputs that have no figure where the figure has too many digits."""
        subject = f"tasks[{task.key}]"
        outputs = tuple(self.texts(self._output(one, task, subject), subject, task.at) for one in task.outputs)
        schedule = self.texts(task.schedule, f"{subject}.schedule", task.at)
        if outputs == task.outputs and schedule is task.schedule:
            return task
        return task.model_copy(update={"outputs": outputs, "schedule": schedule})

    def _output(self, output: Output, task: Task, subject: str) -> Output:
        if self._are_quantities((output.value, output.value_to), subject, task.at):
            return output
        return output.model_copy(update={"op": None, "value": None, "value_to": None})

    def budget(self, budget: Budget) -> Budget:
        """The budget with amounts that are whole đồng, and no more of them than a column holds."""
        unit = budget.unit_vnd
        stated = tuple(
            one if (one.words_vnd or 0) <= LARGEST_VND else one.model_copy(update={"words_vnd": None})
            for place, one in enumerate(budget.stated, 1)
            if self._is_money(Decimal(one.vnd), 1, f"budget.stated[{place}]", one.at)
        )
        total = budget.grand_total
        return budget.model_copy(
            update={
                "lines": tuple(self._line(line, unit) for line in budget.lines),
                "grand_total": GrandTotal(
                    total=self._amounts(total.total, unit, "budget.grand_total", None),
                    by_year=self._years(total.by_year, unit, "budget.grand_total", None),
                ),
                "stated": stated,
            }
        )

    def _line(self, line: BudgetLine, unit: int) -> BudgetLine:
        subject = f"budget.lines[{line.key}]"
        changes: dict[str, object] = {}
        total = self._amounts(line.total, unit, subject, line.at)
        by_year = self._years(line.by_year, unit, subject, line.at)
        if total != line.total or by_year != line.by_year:
            changes = {"total": total, "by_year": by_year}
        if line.unit_cost is not None and not self._is_money(line.unit_cost, unit, f"{subject}.unit_cost", line.at):
            changes["unit_cost"] = None
        if not self._are_quantities((line.quantity,), f"{subject}.quantity", line.at):
            changes["quantity"] = None
        return self.texts(line.model_copy(update=changes) if changes else line, subject, line.at)

    def _years(self, years: AmountsByYear, unit: int, subject: str, at: Span | None) -> AmountsByYear:
        fitted = {year: self._amounts(amounts, unit, subject, at) for year, amounts in years.items()}
        return {year: amounts for year, amounts in fitted.items() if amounts}

    def _amounts(self, amounts: Amounts, unit: int, subject: str, at: Span | None) -> Amounts:
        return {key: amount for key, amount in amounts.items() if self._is_money(amount, unit, subject, at)}

    def _is_money(self, amount: Decimal, unit: int, subject: str, at: Span | None) -> bool:
        vnd = amount * unit
        return self._may_stay(amount, vnd == int(vnd) and vnd <= LARGEST_VND, subject, at)

    def _are_quantities(self, values: Iterable[Decimal | None], subject: str, at: Span) -> bool:
        return all(self._may_stay(value, _is_quantity(value), subject, at) for value in values if value is not None)

    def _may_stay(self, number: Decimal, fits: bool, subject: str, at: Span | None) -> bool:  # noqa: FBT001
        if not fits:
            self.doubts.append(Doubt(subject, at, "number-left-out", _LEFT_OUT.format(number=number)))
        return fits


def _is_quantity(value: Decimal) -> bool:
    return value.adjusted() < WHOLE_DIGITS and value == value.quantize(Decimal(1).scaleb(-PLACES))

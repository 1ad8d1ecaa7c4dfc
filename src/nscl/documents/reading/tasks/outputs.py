"""What a task is to yield, from the cell of its product, else from its title."""

import re
from collections.abc import Sequence

from nscl.documents.pack.schema import Output
from nscl.documents.reading.quantities import Quantity, find_quantities

_CONJUNCTION = re.compile(r"^(?:và|hoặc|đồng thời)\s+", re.IGNORECASE)
# Counts of a task's title stay below; four digits in damaged text are a year or an accident.
_LARGEST_DAMAGED = 999
_EDGES = " ;,.-–+"


def outputs_of_product(text: str, *, damaged: bool = False) -> tuple[Output, ...]:
    """The quantities of the product's cell, one entry each; one entry without figure where it states none.

    The first entry keeps the whole wording of the cell, the further ones their own phrase; milestones ("đến năm
    2025 …, đến năm 2030 …") are cut apart, each with its year.
    """
    text = " ".join(text.split())
    if not text.strip(_EDGES):
        return ()
    quantities = _counted(text, damaged=damaged)
    if not quantities:
        return (Output(text=text, op=None, value=None, value_to=None, unit=None),)
    if len(quantities) > 1 and any(quantity.by for quantity in quantities):
        return _milestones(text, quantities)
    first, *rest = quantities
    return (_output(text, first), *(_output(quantity.as_written, quantity) for quantity in rest))


def outputs_of_title(title: str, *, damaged: bool = False) -> tuple[Output, ...]:
    """The quantities that a task's title states, where no column says what it yields."""
    title = " ".join(title.split())
    return tuple(_output(quantity.as_written, quantity) for quantity in _counted(title, damaged=damaged))


def _counted(text: str, *, damaged: bool) -> tuple[Quantity, ...]:
    """Quantities that count something: no money, nothing without a unit."""
    return tuple(
        quantity
        for quantity in find_quantities(text, damaged=damaged)
        if not quantity.money and quantity.unit is not None and not (damaged and _is_doubtful(text, quantity))
    )


def _is_doubtful(text: str, quantity: Quantity) -> bool:
    """Whether a figure of a damaged text may be letters misread: no known unit, or signs melted to it."""
    melted = text[quantity.stop : quantity.stop + 1].isalnum() or text[: quantity.start][-1:].isalnum()
    return melted or not quantity.unit_known or quantity.doubtful_number or quantity.value > _LARGEST_DAMAGED


def _milestones(text: str, quantities: Sequence[Quantity]) -> tuple[Output, ...]:
    outputs = []
    start = 0
    for place, quantity in enumerate(quantities):
        stop = quantity.stop if place + 1 < len(quantities) else len(text)
        clause = _CONJUNCTION.sub("", text[start:stop].strip(_EDGES))
        outputs.append(_output(clause or quantity.as_written, quantity))
        start = stop
    return tuple(outputs)


def _output(text: str, quantity: Quantity) -> Output:

    return Output(
        text=text.strip(_EDGES) or text,
        op=quantity.op,
        value=quantity.value,
        value_to=quantity.value_to,
        unit=quantity.unit,
        by=quantity.by,
        of=quantity.of,
    )

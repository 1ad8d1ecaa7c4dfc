"""Targets that stand outside the chapter on goals: sentences of the tasks that say how far the plan is to reach."""

from collections.abc import Iterator

from nscl.documents.pack.enums import MeasureOp
from nscl.documents.pack.schema import Period
from nscl.documents.reading.indicators import mentions
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.outline import Node, Outline, SectionRole
from nscl.documents.reading.quantities import Quantity, find_quantities
from nscl.documents.reading.sentences import split_sentences
from nscl.documents.reading.targets.items import Item
from nscl.text.folding import fold

_DATA = load("targets")
_AIMS = tuple(_DATA["aims"])
_REACHED = tuple(fold(head) for name in _DATA["reached"] for head in load("units")["classes"][name]["heads"])
_BOUNDS = frozenset({MeasureOp.AT_LEAST, MeasureOp.MORE_THAN})
_ENDS = frozenset({SectionRole.RECIPIENTS, SectionRole.SIGNATURE})


def aims_elsewhere(outline: Outline, period: Period, *, damaged: bool) -> Iterator[Item]:
    """Sentences of the parts on tasks that state a target, before the recipients (annexes are tables of tasks).

    A figure is a target where the sentence says "phấn đấu", or where a lower bound counts whom the plan reaches
    ("ít nhất 08 tổ chức"); a bound on what a task turns out (classes, reports) is that task's output.
    """
    for root in outline.roots:
        if root.role in _ENDS:
            return
        for node in _task_nodes(root, inside=False):
            yield from _aims(node, period, damaged=damaged)


def _task_nodes(node: Node, *, inside: bool) -> Iterator[Node]:
    if node.role is SectionRole.TASKS:
        inside = True
    elif node.role is not None:
        inside = False
    if inside and node.text:
        yield node
    for child in node.children:
        yield from _task_nodes(child, inside=inside)


def _aims(node: Node, period: Period, *, damaged: bool) -> Iterator[Item]:
    for sentence in split_sentences(node.text):
        if not any(character.isdigit() for character in sentence.text):
            continue
        quantities = [one for one in find_quantities(sentence.text, damaged=damaged) if one.unit and one.unit_known]
        if quantities and (_is_aim(sentence.text, damaged=damaged) or any(map(_is_reach, quantities))):
            yield Item(sentence.text, node.block.span, period)


def _is_aim(text: str, *, damaged: bool) -> bool:
    return mentions(text, _AIMS, damaged=damaged)


def _is_reach(quantity: Quantity) -> bool:
    unit = fold(quantity.unit or "")
    return quantity.op in _BOUNDS and unit.startswith(_REACHED)

"""A document that is odd in a way that breaks no rule of Word: the pack can be written and read again all the same."""

from __future__ import annotations

from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.layouts import plain
from tests.documents.reading.documents.parts import Grid, Part
from tests.documents.reading.documents.places import gazetteer
from tests.documents.reading.documents.styles import Style


def _reading(text: str) -> Reading:
    return read_document(text.encode(), name="ke-hoach.txt", gazetteer=gazetteer())


def _again(pack: PlanPack) -> PlanPack:
    return read_pack(write_pack(pack).encode(), name="plan.yaml")


def test_a_sum_for_a_year_that_the_table_does_not_have() -> None:
    story = invent(0)
    assert story.estimate is not None
    year = story.estimate.years[-1]
    text = plain.pasted(compose(story, Style.ROMAN)).replace(f"- Năm {year}:", f"- Năm {year + 1}:")
    reading = _reading(text)
    assert _again(reading.pack) == reading.pack
    assert reading.pack.budget is not None
    assert year + 1 in reading.pack.budget.years
    assert [doubt.subject for doubt in reading.doubts if doubt.rule == "stated-year-without-column"] == [
        f"budget.stated[{len(story.estimate.stated)}].year"
    ]


def test_two_appendices_of_the_same_number() -> None:
    parts: list[Part] = []
    for part in compose(invent(4), Style.ROMAN):
        parts.append(part)
        if isinstance(part, Grid) and part.figures is None:
            parts += parts[-2:]
    reading = _reading(plain.pasted(tuple(parts)))
    keys = [task.key for task in reading.pack.tasks]
    assert len(keys) == len(set(keys))
    assert _again(reading.pack) == reading.pack

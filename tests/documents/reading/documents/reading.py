"""Writes a story in a layout, reads the document, and says how much of the story came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nscl.documents.pack.schema import PlanPack
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.expected import expected_pack
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.layouts import LAYOUTS
from tests.documents.reading.documents.lengthening import longer
from tests.documents.reading.documents.places import gazetteer
from tests.documents.reading.documents.scoring import Score, score
from tests.documents.reading.documents.story import Slip, Story
from tests.documents.reading.documents.styles import Style


@dataclass(frozen=True)
class Trial:
    """A story as it was written, read and scored."""

    story: Story
    due: PlanPack
    reading: Reading
    parts: Mapping[str, Score]


@cache
def try_layout(layout: str, style: Style, seed: int, *slips: Slip, times: int = 1) -> Trial:
    """Write, read and score one document; ``times``: how often over its lists and tables stand."""
    story = longer(invent(seed, *slips), times)
    # A cell merged over rows is seen only where the layout draws cells.
    merged = layout.startswith(("docx", "pdf, ruled")) and seed % 2 == 1
    data, name = LAYOUTS[layout](compose(story, style, merged=merged))
    reading = read_document(data, name=name, gazetteer=gazetteer())
    due = expected_pack(story)
    return Trial(story, due, reading, score(reading.pack, due))

"""Chapters on organisation for tests: lines of our own as an outline."""

from nscl.documents.reading.outline import Outline
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from tests.documents.reading.printing import whole

HEADING = "V. TỔ CHỨC THỰC HIỆN"


def chapter(*paragraphs: str, damaged: bool = False) -> Outline:
    """The outline of a chapter on organisation with these paragraphs."""
    return build_outline(join_paragraphs(whole(HEADING, *paragraphs)), damaged=damaged)

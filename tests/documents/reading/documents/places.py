"""The provinces of the reference data, as the reader asks for them."""

from functools import cache
from pathlib import Path

from nscl.documents.reading.gazetteer import Gazetteer
from nscl.institutions.reference import read_gazetteer

ROOT = Path(__file__).resolve().parents[4]


@cache
def gazetteer() -> Gazetteer:
    return read_gazetteer(ROOT / "data" / "reference")

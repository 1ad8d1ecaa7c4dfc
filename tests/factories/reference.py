"""The reference data: the places and bodies of data/reference, which every site has and every test finds there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest import mock

from nscl.institutions import operations
from nscl.institutions.reference import Reference, read_reference
from nscl.records.operations import SYSTEM
from tests.factories.people import AT

FOLDER = Path(__file__).parents[2] / "data" / "reference"


@cache
def reference_data() -> Reference:
    """The files, read once."""
    return read_reference(FOLDER)


def load_places() -> None:
    """Have the database say what the files say, but not that it was loaded: the audit trail is the test's own."""
    with mock.patch.object(operations, "record_event"):
        operations.load_reference(reference=reference_data(), by=SYSTEM, at=AT)

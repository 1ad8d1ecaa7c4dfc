"""Acts on organisations and people: keyword-only, atomic, each with its audit event."""

from nscl.organisations.operations.merging import MergeRefused, merge_people, set_apart
from nscl.organisations.operations.people import (
    PersonEntry,
    Registered,
    find_or_register_people,
    find_or_register_person,
)
from nscl.organisations.operations.registering import register_organisation

__all__ = [
    "MergeRefused",
    "PersonEntry",
    "Registered",
    "find_or_register_people",
    "find_or_register_person",
    "merge_people",
    "register_organisation",
    "set_apart",
]

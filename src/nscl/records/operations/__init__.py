"""Writing the audit trail, the search index and evidence."""

from nscl.records.operations.search import (
    Entry,
    add_entries,
    add_new_entries,
    index_entries,
    readdress_entries,
    remove_entries,
    remove_entry,
)
from nscl.records.operations.trail import LABEL_LENGTH, SYSTEM, Actor, Change, Reference, record_event

__all__ = [
    "LABEL_LENGTH",
    "SYSTEM",
    "Actor",
    "Change",
    "Entry",
    "Reference",
    "add_entries",
    "add_new_entries",
    "index_entries",
    "readdress_entries",
    "record_event",
    "remove_entries",
    "remove_entry",
]

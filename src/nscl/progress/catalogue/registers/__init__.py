"""Registers as the database is asked of them: what is in them by year, and their entries one by one."""

from nscl.progress.catalogue.registers.entries import Entry, EntryKind, EntryState, entries_of
from nscl.progress.catalogue.registers.facts import Fact, facts_of

__all__ = ["Entry", "EntryKind", "EntryState", "Fact", "entries_of", "facts_of"]

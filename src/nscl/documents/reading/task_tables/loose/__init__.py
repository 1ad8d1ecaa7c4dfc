"""Tables of tasks that lost their geometry: cells as fragments one below the other, rows told apart by numbers."""

from nscl.documents.reading.task_tables.loose.find import find_loose_tables

__all__ = ["find_loose_tables"]

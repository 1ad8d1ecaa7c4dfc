"""Tables of tasks in recognised (OCR) text: a line of the text crosses the columns, bars may stand between them."""

from nscl.documents.reading.task_tables.lined.find import find_lined_tables

__all__ = ["find_lined_tables"]

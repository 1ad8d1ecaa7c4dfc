"""Tables of tasks: found by their heads, read into rows, whatever is left of their geometry."""

from nscl.documents.reading.task_tables.find import find_task_tables
from nscl.documents.reading.task_tables.rows import ColumnRole, RowCell, RowRemark, TaskRow, TaskTable

__all__ = ["ColumnRole", "RowCell", "RowRemark", "TaskRow", "TaskTable", "find_task_tables"]

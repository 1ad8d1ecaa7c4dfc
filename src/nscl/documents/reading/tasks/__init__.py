"""The tasks of a plan."""

from nscl.documents.reading.tasks.read import read_tasks
from nscl.documents.reading.tasks.result import TasksRead

__all__ = ["TasksRead", "read_tasks"]

"""The same small site as the pages of the year's work."""

from tests.web.work.conftest import focal, officer, work, world

__all__ = ["focal", "officer", "work", "world"]

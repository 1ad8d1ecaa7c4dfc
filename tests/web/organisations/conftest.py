from tests.web.difficulties.conftest import auditor, focal, officer, plan, world

__all__ = ["auditor", "focal", "officer", "plan", "world"]

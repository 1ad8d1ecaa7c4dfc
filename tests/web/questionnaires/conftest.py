from tests.web.training.conftest import auditor, focal, officer, school, site

__all__ = ["auditor", "focal", "officer", "school", "site"]

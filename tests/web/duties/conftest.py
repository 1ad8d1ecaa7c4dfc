"""The small site of the tests of the year's work."""

from tests.work.conftest import actor, built_site, focal, officer, site

__all__ = ["actor", "built_site", "focal", "officer", "site"]  # fixtures

"""The country of the progress tests, looked at from the first page."""

from tests.accounts.conftest import loaded
from tests.progress.conftest import _country, country, recorder

__all__ = ["_country", "country", "loaded", "recorder"]  # fixtures

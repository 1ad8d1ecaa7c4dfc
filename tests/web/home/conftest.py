from tests.accounts.conftest import loaded, reference

__all__ = ["loaded", "reference"]

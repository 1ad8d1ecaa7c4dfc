from tests.accounts.conftest import loaded

__all__ = ["loaded"]

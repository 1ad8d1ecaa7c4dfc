from tests.web.difficulties.conftest import client_of, world

__all__ = ["client_of", "world"]

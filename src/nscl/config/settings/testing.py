"""The test suite: stricter than any page will meet (an undefined template variable fails the test)."""

from __future__ import annotations

from nscl.config.settings.base import *
from nscl.config.settings.base import MIDDLEWARE, SAMPLE_PERSON_KEY, SAMPLE_SECRET_KEY, TEMPLATES

SAMPLE = True
DEBUG = False
SECRET_KEY = SAMPLE_SECRET_KEY
PERSON_KEY = SAMPLE_PERSON_KEY
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# It warns of a static folder that no test fills.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed only; never outside tests
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    # The manifest needs `collectstatic`, 20 s for nothing that a test looks at.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


class UndefinedVariable(str):
    """What Django puts in place of an undefined template variable; printing it fails the test."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"Undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined:%s")

"""A laptop: no setting needed, sample accounts allowed, a banner on every page says that the data are a sample."""

from __future__ import annotations

from nscl.config import environment
from nscl.config.settings.base import *
from nscl.config.settings.base import SAMPLE_PERSON_KEY, SAMPLE_SECRET_KEY

SAMPLE = True
DEBUG = environment.flag("NSCL_DEBUG", default=False)
SECRET_KEY = environment.text("NSCL_SECRET_KEY", SAMPLE_SECRET_KEY)
PERSON_KEY = environment.text("NSCL_PERSON_KEY", SAMPLE_PERSON_KEY)
ALLOWED_HOSTS = environment.words("NSCL_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

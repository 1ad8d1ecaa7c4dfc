"""The WSGI entry. Before it answers, it makes sure that a production site carries no sample account."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.production")

application = get_wsgi_application()

from nscl.accounts.queries import refuse_sample_accounts

refuse_sample_accounts()

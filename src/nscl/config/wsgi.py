"""The WSGI entry. Before it answers, it makes sure that a production site carries no sample account.

Everything that pages need is imported here: a server that loads the application before it forks (gunicorn's
`--preload`) does so once instead of once a worker, and nobody's first page waits for it.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.production")

application = get_wsgi_application()

from django.db import connections
from django.urls import resolve

from nscl.accounts.queries import refuse_sample_accounts

refuse_sample_accounts()
resolve("/")  # to look up one address imports what answers all of them
connections.close_all()  # a connection may not be shared by the processes that are forked from this one

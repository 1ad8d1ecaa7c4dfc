"""The provider's WSGI application, made with its database when it is loaded: run it with one worker.

OIDC_PROVIDER_REDIRECT_URI is where the one client asks people to be sent back to.
"""

from __future__ import annotations

import os

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.e2e.provider.people import CLIENT_ID, CLIENT_SECRET, IDENTITIES, PASSWORD


def _prepare(redirect_uri: str) -> None:
    from allauth.account.models import EmailAddress  # noqa: PLC0415  (models need the application registry)
    from allauth.idp.oidc.models import Client  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for identity in IDENTITIES:
        user = User(username=identity.username, email=identity.email)
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=identity.email, verified=True, primary=True)
    client = Client(id=CLIENT_ID, name="NSCL", scopes="openid\nprofile\nemail", redirect_uris=redirect_uri)
    client.set_secret(CLIENT_SECRET)
    client.save()


os.environ["DJANGO_SETTINGS_MODULE"] = "tests.e2e.provider.settings"
django.setup()
_prepare(os.environ["OIDC_PROVIDER_REDIRECT_URI"])
application = get_wsgi_application()

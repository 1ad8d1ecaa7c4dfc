"""Root of all web addresses: a plain list, one include a folder."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("nscl.web.home.urls")),
    path("tai-khoan/", include("nscl.web.accounts.urls.own")),
    path("quan-tri/", include("nscl.web.accounts.urls.administration")),
    path("don-vi/", include("nscl.web.institutions.urls")),
]
# Editing stands before reading: /ke-hoach/nap/ is not a plan's name.
for _module in ("nscl.web.ui.urls", "nscl.web.search.urls", "nscl.web.plan_editing.urls", "nscl.web.plans.urls"):
    if find_spec(_module.removesuffix(".urls")) and find_spec(_module):
        urlpatterns.append(path("", include(_module)))

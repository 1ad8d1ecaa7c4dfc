"""Root of all web addresses: a plain list, one include a folder."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("nscl.web.home.urls")),
    path("", include("nscl.web.ui.urls")),
    path("", include("nscl.web.search.urls")),
    # Editing stands before reading: /ke-hoach/nap/ and /ke-hoach/doc/ are no plans' names.
    path("", include("nscl.web.plan_reading.urls")),
    path("", include("nscl.web.plan_editing.urls")),
    path("", include("nscl.web.plans.urls")),
    path("tai-khoan/", include("nscl.web.accounts.urls.own")),
    path("quan-tri/", include("nscl.web.accounts.urls.administration")),
    path("don-vi/", include("nscl.web.institutions.urls")),
]

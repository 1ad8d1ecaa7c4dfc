"""Root addresses: everything is under `nscl.web`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("nscl.web.urls"))]

handler404 = "nscl.web.ui.errors.not_found"
handler500 = "nscl.web.ui.errors.server_error"

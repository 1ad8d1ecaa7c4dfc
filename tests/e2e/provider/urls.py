"""The provider's addresses: signing in with a password, and allauth's OpenID endpoints."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("accounts/", include("allauth.account.urls")), path("", include("allauth.idp.urls"))]

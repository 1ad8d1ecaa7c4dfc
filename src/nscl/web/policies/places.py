"""Where policies have their pages, for whoever links to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.web.ui.parts import Crumb

SECTION = "support"


def policy_href(slug: str) -> str:
    """The page of a policy named as in `data/rules` ("quoc-gia/80-2021-nd-cp")."""
    folder, _slash, file = slug.partition("/")
    return reverse("policy", kwargs={"folder": folder, "file": file})


def rule_href(ref: str) -> str:
    """The place of a rule ("quoc-gia/80-2021-nd-cp#consulting") on its policy's page."""
    slug, _hash, key = ref.partition("#")
    return f"{policy_href(slug)}#quy-dinh-{key}"


def policy_crumbs() -> list[Crumb]:
    """The way to a page about policies."""
    return [Crumb(_("Chính sách hỗ trợ"), reverse("policy-list"))]

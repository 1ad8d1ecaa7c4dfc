"""The context processor of the shell: what stands around the page for the person who asks."""

from __future__ import annotations

from allauth.account.utils import user_display
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.web.ui.shell import Person, RailGroup, RailItem, Shell


def shell(request: HttpRequest) -> dict[str, Shell]:
    """`shell` for the templates `ui/base.html` and `ui/bare.html`. A stranger gets a frame without rail and person."""
    # Error pages can be drawn before the middleware that sets `user` has run.
    user = getattr(request, "user", None)
    is_sample = bool(getattr(settings, "SAMPLE", False))
    if user is None or not user.is_authenticated:
        return {"shell": Shell(is_sample=is_sample, path=request.get_full_path())}
    return {
        "shell": Shell(
            rail=_rail(),
            person=Person(name=user_display(user)),
            is_sample=is_sample,
            path=request.get_full_path(),
        )
    }


def _rail() -> list[RailGroup]:
    """The rail's items."""
    return [
        RailGroup(_("Hệ thống"), [RailItem("gallery", _("Bộ thành phần"), reverse("ui-gallery"), "palette")]),
    ]

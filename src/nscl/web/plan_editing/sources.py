"""What the column of figures that no source is named for is called."""

from __future__ import annotations

from django.utils.translation import gettext as _


def every_source(*, split: bool) -> str:
    """Beside named sources it is their sum; alone it is an amount that the plan does not split."""
    return _("Cộng các nguồn") if split else _("Không tách nguồn")

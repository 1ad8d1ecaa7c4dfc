"""Icons of the package `lucide`, inline; always decoration, a word stands beside each."""

from __future__ import annotations

from functools import cache
from typing import Final

import lucide
from django.utils.safestring import SafeString, mark_safe

ICON_SIZE: Final = 18


@cache
def icon(name: str, size: int = ICON_SIZE) -> SafeString:
    """The icon's SVG, hidden from screen readers. Raises lucide.IconDoesNotExist for an unknown name.

    The class names its set and itself; the drawing takes the text's colour.
    """
    # The template tag of the package is a thin layer over this function; calling it costs a template's parsing.
    svg = lucide._render_icon(  # noqa: SLF001
        name, size, aria_hidden="true", focusable="false", **{"class": f"icon icon-{name}"}
    )
    return mark_safe(svg)

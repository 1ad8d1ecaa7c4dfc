"""What people call a line of a table of money."""

from __future__ import annotations

from typing import Final

# A title is often a whole sentence; its beginning tells the line.
SHOWN_TITLE: Final = 80


def place_of(key: str, title: str) -> str:
    """A line by its number and the beginning of its title: "II.3 Làm tọa đàm về năng suất, chất lượng"."""
    short = title if len(title) <= SHOWN_TITLE else f"{title[: SHOWN_TITLE - 1].rstrip()}…"
    return f"{key} {short}".strip()

"""How a sample is known where only words are kept."""

from __future__ import annotations


def sample_place(place: str, *, is_sample: bool) -> str:
    """Where a thing belongs, as the search shows it beside the title; it says of a sample that it is one."""
    return f"{place} · Số liệu mẫu" if is_sample else place

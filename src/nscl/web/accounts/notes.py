"""The sentence that says on the next page what was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, words: str, *, refused: bool = False) -> None:
    """Say `words` on the page that follows, as done or as refused."""
    (messages.error if refused else messages.success)(request, words)

"""Words that are stored: the same for everyone, whatever the language of the person who acts."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import override

# The language of the site's data; the screens are translated, what is stored is not.
STORED_LANGUAGE = "vi"


def as_stored() -> override:
    """A context in which every word comes out as it is stored."""
    return override(STORED_LANGUAGE)


def stored(words: str | Promise) -> str:
    """Lazily translated words as they are stored."""
    with as_stored():
        return str(words)

"""Words of the audit trail: the same for everyone, whatever the language of the person who acts."""

from __future__ import annotations

from django.utils.translation import override

_STORED_LANGUAGE = "vi"  # of the site's data; the screens are translated, what is stored is not


def as_stored() -> override:
    """A context in which every word comes out as it is stored."""
    return override(_STORED_LANGUAGE)

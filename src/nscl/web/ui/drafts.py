"""By what drafts on a machine are told apart and sealed (`static/nscl/drafts.js`, docs/adr/0011)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

_KEY_SALT = "nscl.web.ui.drafts.key"
_OWNER_SALT = "nscl.web.ui.drafts.owner"
# So many characters tell the accounts of a machine apart and say nothing of them.
_OWNER_LENGTH = 16


@dataclass(frozen=True, slots=True)
class DraftSeal:
    """owner: stands in the names of a person's drafts; key: 256 bits in base64, on pages of that person alone."""

    owner: str
    key: str


def draft_seal(person: int) -> DraftSeal:
    """The same for an account in every session: a draft outlives the session in which it was typed."""
    return _seal(str(person))


def link_seal(browser_key: str) -> DraftSeal:
    """For who has no account and came by a link: the same as long as their browser keeps the key of that link."""
    return _seal(f"link:{browser_key}")


def _seal(owner_name: str) -> DraftSeal:
    key = salted_hmac(_KEY_SALT, owner_name, algorithm="sha256").digest()
    owner = salted_hmac(_OWNER_SALT, owner_name, algorithm="sha256").hexdigest()
    return DraftSeal(owner[:_OWNER_LENGTH], base64.b64encode(key).decode())

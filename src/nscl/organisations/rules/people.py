"""Who is the same person, over plain values."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from nscl.text.personal_ids import PersonalId


def hash_personal_id(number: PersonalId, key: str) -> str:
    """The personal number as it is kept: HMAC-SHA-256 under the site's key, 64 hexadecimal digits.

    A plain hash would give the number away: there are few enough of them to try all. Under a key nobody who has the
    database alone can look a person up, and the same person is known again.
    """
    return hmac.new(key.encode(), number.digits.encode(), sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one person from another. "" and None: not known."""

    folded: str
    national_id_hash: str | None = None
    phone: str = ""
    email: str = ""
    birth_year: int | None = None


def is_same_person(one: Identity, other: Identity) -> bool:
    """Whether two are one person beyond doubt: the same personal number; or the same name with the same phone number
    or e-mail address, and nothing that speaks against it.

    The same name alone is no proof, nor is a phone number that a whole office shares.
    """
    if one.national_id_hash and other.national_id_hash:
        return one.national_id_hash == other.national_id_hash
    if one.birth_year and other.birth_year and one.birth_year != other.birth_year:
        return False
    if one.folded != other.folded:
        return False
    same_phone = bool(one.phone) and one.phone == other.phone
    return same_phone or (bool(one.email) and one.email.lower() == other.email.lower())

"""Keys of items: as the document numbers them, each once, none longer than the tables of plans hold."""

import hashlib
from collections.abc import Collection

# A column of the tables of plans; numbering that people write has a tenth of it.
LONGEST_KEY = 40
_DIGEST = 6  # characters that tell cut keys apart


def short_key(key: str) -> str:
    """The key; a longer one than the tables hold is cut, and ends with what tells it from others that begin so."""
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
    return f"{key[: LONGEST_KEY - _DIGEST - 1].rstrip('.-')}-{digest}"


def unused_key(key: str, used: Collection[str]) -> str:
    """The key, or with "-2", "-3" … where the document has it already."""
    found, times = short_key(key), 1
    while found in used:
        times += 1
        found = short_key(f"{key}-{times}")
    return found

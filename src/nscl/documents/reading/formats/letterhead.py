"""How the blocks begin that stand side by side in every administrative paper (Decree 30/2020/NĐ-CP, annex I)."""

import re

from nscl.text.folding import fold

_BEGINNING = re.compile(r"cong hoa xa hoi chu nghia|doc lap ?[-–] ?tu do|noi nhan ?:")


def begins_side_block(text: str) -> bool:
    """Whether a text begins the national title at the head, or the recipients at the foot."""
    return _BEGINNING.match(fold(text)) is not None

"""Letterhead, and recipients with signature, that are set side by side with tabulators instead of a table."""

import re
from dataclasses import dataclass, field, replace

from nscl.documents.reading.formats.docx.paragraphs import Text
from nscl.documents.reading.formats.letterhead import begins_side_block

_TABS = re.compile(r"[ \u00a0]*\t[\s\u00a0]*")
_MOST_PARAGRAPHS = 40
_RECIPIENT = ("-", "–", "+")


@dataclass(slots=True)
class SideBySide:
    """The two blocks that are being collected; empty while the text runs over the whole width."""

    left: list[Text] = field(default_factory=list)
    right: list[Text] = field(default_factory=list)

    def take(self, text: Text) -> bool:
        """Take a paragraph that belongs to the two blocks, or begins them; False where it does not."""
        parts = [_TABS.split(line, maxsplit=1) for line in text.lines]
        parted = any(len(part) > 1 for part in parts)
        if not self.left and not self.right:
            if not parted or not any(begins_side_block(one) for part in parts for one in part):
                return False
        elif len(self.left) + len(self.right) > _MOST_PARAGRAPHS or not (parted or self._is_recipient(text)):
            return False
        self._add(self.left, text, [part[0] for part in parts])
        self._add(self.right, text, [_TABS.sub(" ", part[1]) for part in parts if len(part) > 1])
        return True

    def release(self) -> list[Text]:
        """The paragraphs collected, left block first; none are kept."""
        texts = [*self.left, *self.right]
        self.left, self.right = [], []
        return texts

    def _is_recipient(self, text: Text) -> bool:
        begun = bool(self.left) and begins_side_block(self.left[0].lines[0])
        return begun and bool(text.lines) and text.lines[0].startswith(_RECIPIENT)

    def _add(self, block: list[Text], text: Text, lines: list[str]) -> None:
        kept = tuple(line for line in lines if line.strip())
        if kept:
            block.append(replace(text, lines=kept, boxes=(), notes=()))

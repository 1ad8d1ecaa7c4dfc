"""The common form of what this package refuses."""

from typing import ClassVar

_MOST_SHOWN = 60  # characters of the refused text in a message; a pasted page would hide the reason


class TextError(ValueError):
    """A text that cannot be read as what it should be.

    `text` is what was given, whole; `reason` says in Vietnamese what is wrong and what to write instead. The message
    quotes the text, shortened.
    """

    template: ClassVar[str] = "Không đọc được “{text}”: {reason}"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(self.template.format(text=shorten(text.strip()), reason=reason))
        self.text = text
        self.reason = reason


def shorten(text: str) -> str:
    """The text as it is quoted in a message: at most 60 characters and an ellipsis."""
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"

"""What reading numbers in words can refuse."""

from nscl.text.errors import shorten

GREATEST = 10**18  # "một tỷ tỷ": the largest number read or written, either side of zero


class NumberWordsError(ValueError):
    """Words that are not a number.

    `word` is the word at fault as written ("" when something is missing at the end), `position` its 0-based character
    offset in the text that was given, `reason` why it cannot stand there.
    """

    def __init__(self, word: str, position: int, reason: str) -> None:
        where = f"từ “{shorten(word)}” (ký tự thứ {position + 1})" if word else f"cuối chuỗi (sau ký tự thứ {position})"
        super().__init__(f"Không đọc được số bằng chữ tại {where}: {reason}")
        self.word = word
        self.position = position
        self.reason = reason

"""Numbers in Vietnamese words, read and written, and amounts such as "41,25 triệu đồng"."""

from nscl.text.numbers.amounts import AmountError, read_amount
from nscl.text.numbers.errors import GREATEST, NumberWordsError
from nscl.text.numbers.reading import read_folded_words, read_words
from nscl.text.numbers.writing import write_words

__all__ = [
    "GREATEST",
    "AmountError",
    "NumberWordsError",
    "read_amount",
    "read_folded_words",
    "read_words",
    "write_words",
]

"""Reading numbers in words.

Grammar, from the house rules (stack.md §5) and the usual variants:

    number  = ["âm"] (billions | digits-with-decimals)
    billions = below-a-billion {"tỷ"} [below-a-billion]
    below-a-billion = [group "triệu"] [group "nghìn"] [group]
    group   = [digit "trăm"] ["linh" unit | ["mười" | digit "mươi"] [unit]]

A bare digit at the end after a larger word ("một triệu hai", "một trăm hai") is refused: speech means 1.200.000 and
120 by it, a careless writer 1.000.002 and 102.
"""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from math import prod

from nscl.text.numbers.errors import GREATEST, NumberWordsError
from nscl.text.numbers.tokens import Part, Token, split_words

_BILLION = 10**9
_UNITS = (Part.DIGIT, Part.UNIT)
_FRACTION_DIGITS = 18
_MOST_BILLIONS = 2  # một tỷ tỷ
_LAM = 5  # lăm, nhăm: the one changed unit that also follows mười
_FEWEST_TENS = 2  # hai mươi; ten itself is mười


def read_words(text: str) -> int | Decimal:
    """Read a Vietnamese number in words: an int, or a Decimal where "phẩy" leaves decimals.

    Accepted: linh/lẻ, tư/bốn, nghìn/ngàn, tỷ/tỉ, mốt, lăm/nhăm, any case, NFC or NFD, commas between groups, a leading
    "Bằng chữ:", a trailing "đồng", "đồng chẵn", "./."; decimals ("bốn mươi mốt phẩy hai lăm" is Decimal("41.25"), and
    with "triệu" after it the int 41250000). From −10^18 to 10^18. Raises NumberWordsError, which names the word at
    fault and its position, for anything that is not one well-formed number.
    """
    return _read(split_words(text, folded=False), end=len(text))


def read_folded_words(text: str) -> int | Decimal:
    """Read number words that have lost their diacritics ("muoi bon ty"), as OCR leaves them; diacritics may remain.

    Same rules and errors as `read_words`. Separate from it because a wrong mark must not pass unseen in a text that
    has its marks.
    """
    return _read(split_words(text, folded=True), end=len(text))


def _read(tokens: list[Token], *, end: int) -> int | Decimal:
    negative = tokens[0].part is Part.MINUS
    reader = _Reader(tokens[1:] if negative else tokens, end)
    points = [index for index, token in enumerate(reader.tokens) if token.part is Part.POINT]
    value = reader.read_decimal(points[0]) if points else reader.read_whole(0, len(reader.tokens))
    if value > GREATEST:
        reason = "số lớn hơn 10^18 (một tỷ tỷ); hãy kiểm tra các từ “tỷ”."
        raise NumberWordsError(tokens[0].word, tokens[0].position, reason)
    return -value if negative else value


class _Reader:
    """Recursive descent over the tokens; methods take half-open ranges [start, stop)."""

    def __init__(self, tokens: Sequence[Token], end: int) -> None:
        self.tokens = tokens
        self.end = end

    def refuse(self, index: int, reason: str) -> NumberWordsError:
        """The error at a token, or at the end of the text when the range runs out."""
        if index < len(self.tokens):
            token = self.tokens[index]
            return NumberWordsError(token.word, token.position, reason)
        return NumberWordsError("", self.end, reason)

    def part(self, index: int, stop: int) -> Part | None:
        return self.tokens[index].part if index < stop else None

    def read_whole(self, start: int, stop: int) -> int:
        """A whole number: everything before the last "tỷ" counts billions, what follows is below a billion."""
        marks = [
            index
            for index in range(start, stop)
            if self.tokens[index].part is Part.SCALE and self.tokens[index].value == _BILLION
        ]
        if not marks:
            return self.read_below_billion(start, stop, leading=True)
        if len(marks) > _MOST_BILLIONS:
            raise self.refuse(marks[_MOST_BILLIONS], "số lớn hơn 10^18 (một tỷ tỷ); hãy bỏ từ “tỷ” thừa.")
        last = marks[-1]
        if len(marks) > 1 and marks[-2] != last - 1:
            raise self.refuse(last, "“tỷ” lặp lại sau các hàng nhỏ hơn; hãy gộp các hàng tỷ làm một.")
        billions = self.read_whole(start, last)
        if billions == 0:
            raise self.refuse(start, "“không tỷ” không phải là một số; hãy bỏ hoặc sửa phần này.")
        below = self.read_below_billion(last + 1, stop, leading=False) if last + 1 < stop else 0
        return billions * _BILLION + below

    def read_below_billion(self, start: int, stop: int, *, leading: bool) -> int:
        """Millions, thousands and the rest, each once and in falling order."""
        total, index, previous_scale = 0, start, _BILLION
        while index < stop or index == start:
            group_start = index
            group, index = self.read_group(index, stop, leading=leading and index == start)
            if index == stop:
                bare = index - group_start == 1 and self.tokens[group_start].part is Part.DIGIT
                if bare and not (leading and group_start == start):
                    raise self.refuse(group_start, self._why_bare_digit(group_start))
                return total + group
            scale = self.tokens[index]
            if scale.part is not Part.SCALE:
                raise self.refuse(index, "không ghép được với từ đứng trước; hãy kiểm tra xem có thiếu từ hay không.")
            if scale.value >= previous_scale:
                raise self.refuse(index, "hàng này đã có hoặc đứng sau hàng nhỏ hơn; thứ tự phải là tỷ, triệu, nghìn.")
            if group == 0 and leading and group_start == start:
                raise self.refuse(group_start, "số không bắt đầu bằng “không” khi còn hàng phía sau.")
            total, previous_scale, index = total + group * scale.value, scale.value, index + 1
        return total

    def _why_bare_digit(self, index: int) -> str:
        if self.tokens[index].value == 0:
            return "hàng cuối bằng không thì để trống; hãy bỏ từ này."
        digit = self.tokens[index].word.lower()
        return f"không rõ hàng; hãy viết “không trăm linh {digit}” hoặc thêm “trăm”, “mươi” sau “{digit}”."

    def read_group(self, index: int, stop: int, *, leading: bool) -> tuple[int, int]:
        """One group of three digits; returns its value and the index after it."""
        value, start = 0, index
        if self.part(index, stop) is Part.DIGIT and self.part(index + 1, stop) is Part.HUNDRED:
            value = self.tokens[index].value * 100
            if value == 0 and leading:
                raise self.refuse(index, "“không trăm” chỉ đứng sau một hàng lớn hơn.")
            index += 2
        after_hundred = index > start
        part = self.part(index, stop)
        if part is Part.ZERO_TEN:
            if leading and not after_hundred:
                raise self.refuse(index, "“linh” (lẻ) chỉ đứng sau “trăm” hoặc một hàng lớn hơn.")
            unit = self.read_unit(index + 1, stop)
            return value + unit, index + 2
        if part is Part.TEN:
            return self.read_teens(index, stop, value)
        if part is Part.DIGIT and self.part(index + 1, stop) is Part.TEN:
            return self.read_tens(index, stop, value)
        if after_hundred:
            if part in _UNITS:
                word = self.tokens[index].word
                raise self.refuse(
                    index, f"sau “trăm” phải có “linh” hoặc “mươi”; hãy viết “linh {word}” hoặc “{word} mươi”."
                )
            return value, index
        if part is Part.DIGIT:
            return self.tokens[index].value, index + 1
        raise self.refuse(index, "ở đây phải là một chữ số (một, hai, ba …); hãy bổ sung hoặc bỏ từ thừa.")

    def read_teens(self, index: int, stop: int, value: int) -> tuple[int, int]:
        """Read "mười" and its unit."""
        if self.part(index + 1, stop) not in _UNITS:
            return value + 10, index + 1
        unit = self.tokens[index + 1]
        if unit.part is Part.UNIT and unit.value != _LAM:
            raise self.refuse(index + 1, "sau “mười” viết “một”, “bốn”; chỉ sau “mươi” mới viết “mốt”, “tư”.")
        return value + 10 + self.read_unit(index + 1, stop), index + 2

    def read_tens(self, index: int, stop: int, value: int) -> tuple[int, int]:
        """Read a digit, "mươi" and its unit."""
        tens = self.tokens[index].value
        if tens < _FEWEST_TENS:
            raise self.refuse(index, "không có “không mươi”, “một mươi”; hãy viết “linh” hoặc “mười”.")
        value += tens * 10
        if self.part(index + 2, stop) not in _UNITS:
            return value, index + 2
        return value + self.read_unit(index + 2, stop), index + 3

    def read_unit(self, index: int, stop: int) -> int:
        """A unit after a ten or after "linh": 1 to 9."""
        if self.part(index, stop) not in _UNITS or self.tokens[index].value == 0:
            raise self.refuse(index, "ở đây phải là hàng đơn vị từ một đến chín.")
        return self.tokens[index].value

    def read_decimal(self, point: int) -> int | Decimal:
        """Whole part, "phẩy", decimals, and at most one scale ("nghìn", "triệu", "tỷ", "nghìn tỷ")."""
        stop = len(self.tokens)
        whole = self.read_whole(0, point)
        scale_start = next((i for i in range(point + 1, stop) if self.tokens[i].part is Part.SCALE), stop)
        decimals = self.read_fraction(point + 1, scale_start)
        value = Decimal(f"{whole}.{decimals}")
        if scale_start == stop:
            return value
        scales = [token.value for token in self.tokens[scale_start:] if token.part is Part.SCALE]
        of_billions = len(scales) > 1 and scales[0] < _BILLION and scales[1:] == [_BILLION]
        if len(scales) != stop - scale_start or not (len(scales) == 1 or of_billions):
            raise self.refuse(scale_start + 1, "sau phần thập phân chỉ có một hàng (nghìn, triệu, tỷ, nghìn tỷ).")
        with localcontext(prec=3 * _FRACTION_DIGITS):  # the default 28 digits could round
            scaled = value * prod(scales)
        return int(scaled) if scaled == int(scaled) else scaled.normalize()

    def read_fraction(self, start: int, stop: int) -> str:
        """Decimals as digits: zeros one by one, then digit by digit ("hai lăm") or as a number ("hai mươi lăm")."""
        spelled = all(token.part in _UNITS for token in self.tokens[start:stop])
        if spelled and start < stop:
            early = [index for index in range(start, stop) if self.tokens[index].part is Part.UNIT]
            if early and (early[0] == start or early[0] < stop - 1):
                raise self.refuse(early[0], "“mốt”, “tư”, “lăm” chỉ đứng cuối phần thập phân, sau một chữ số.")
            if stop - start > _FRACTION_DIGITS:
                raise self.refuse(start + _FRACTION_DIGITS, f"quá {_FRACTION_DIGITS} chữ số thập phân.")
            return "".join(str(token.value) for token in self.tokens[start:stop])
        zeros = 0
        while self.part(start + zeros, stop) is Part.DIGIT and self.tokens[start + zeros].value == 0:
            zeros += 1
        value, index = self.read_group(start + zeros, stop, leading=True)
        if index < stop:
            raise self.refuse(index, "phần thập phân đọc tối đa đến hàng trăm hoặc đọc từng chữ số.")
        return "0" * zeros + str(value)

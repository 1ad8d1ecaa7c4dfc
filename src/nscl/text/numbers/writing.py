"""Writing numbers in words by the house rules of stack.md §5."""

from nscl.text.numbers.errors import GREATEST

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
# A unit that changes its sound after a ten: hai mươi mốt, hai mươi tư, hai mươi lăm.
_AFTER_MUOI = {1: "mốt", 4: "tư", 5: "lăm"}
_AFTER_MUOI_TEN = {5: "lăm"}
_AFTER_LINH = {4: "tư"}


def write_words(n: int) -> str:
    """Write a whole number in Vietnamese words, small letters, no unit.

    House rules (stack.md §5): mốt after mươi; lăm after mười and mươi; tư after mươi and linh; linh for a zero ten;
    "không trăm" inside lower groups; a lower group that is zero is left out; tỷ is recursive (10^18 is
    "một tỷ tỷ"); a negative number begins with "âm". Raises ValueError beyond ±10^18.
    """
    if abs(n) > GREATEST:
        raise ValueError(f"Số {n} vượt quá giới hạn viết bằng chữ (10^18, một tỷ tỷ)")
    if n == 0:
        return DIGITS[0]
    words = _write_positive(abs(n), leading=True)
    return " ".join(["âm", *words] if n < 0 else words)


def _write_positive(n: int, *, leading: bool) -> list[str]:
    """Words of n > 0; `leading` says that nothing stands before it, so its first group needs no "không trăm"."""
    words: list[str] = []
    billions, below = divmod(n, _BILLION)
    if billions:
        words += [*_write_positive(billions, leading=leading), "tỷ"]
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, below = divmod(below, size)
        if group:
            words += _write_group(group, leading=leading and not words)
            if name:
                words.append(name)
    return words


def _write_group(group: int, *, leading: bool) -> list[str]:
    """Words of one group of three digits, 1 to 999."""
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    words = [] if leading and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0:
        if unit and words:
            words += ["linh", _AFTER_LINH.get(unit, DIGITS[unit])]
        elif unit:
            words.append(DIGITS[unit])
        return words
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if unit:
        words.append((_AFTER_MUOI_TEN if tens == 1 else _AFTER_MUOI).get(unit, DIGITS[unit]))
    return words

"""QR codes (ISO/IEC 18004) as SVG: one drawing, no file, no script.

The patterns of each version and its blocks are those of the package `qrcode`; filling in the data is done here, some
ten times as fast, for classes of a thousand. `tests/documents/test_qr.py` holds that both give the same code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qrcode import QRCode
from qrcode.base import gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_L
from qrcode.util import BIT_LIMIT_TABLE, MODE_8BIT_BYTE, PAD0, PAD1, length_in_bits

# Modules of white around the code, which the standard asks for.
QUIET_ZONE: Final = 4
# The least error correction (7 %): these codes hold a signature and are printed clean, and fewer, larger modules are
# read from farther away. One mask of the eight: the texts are random letters and look alike under each.
CORRECTION: Final = ERROR_CORRECT_L
MASK: Final = 3
# Lines a little wider than a module: no white hair between them where a screen rounds.
_STROKE: Final = "1.02"
_DARK: Final = re.compile("1+")
_LAST_VERSION: Final = 40
_MODE_BITS: Final = 4
# The column of the timing pattern.
_TIMING: Final = 6


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all codes of a version have in common. blank: the modules of a code of nothing but 0, in one row.

    places: of the modules that hold data, in the order in which they are filled; mask: over them. blocks: bytes of
    data and of correction of each block; order: of the blocks' bytes one after the other, in the code.
    """

    side: int
    blank: str
    places: tuple[int, ...]
    mask: int
    blocks: tuple[tuple[int, int], ...]
    order: tuple[int, ...]


def qr_svg(text: str, *, quiet_zone: int = QUIET_ZONE) -> str:
    """The code of a text as an SVG drawing, black on white, one unit a module; for pages and for typst.

    Raises ValueError for a text of more than 2.953 bytes, the most that a code holds.
    """
    rows = qr_rows(text)
    side = len(rows) + 2 * quiet_zone
    # Written out once: a code has some 1.700 strokes.
    starts = [f"M{place + quiet_zone} " for place in range(len(rows))]
    lengths = [f".5h{length}" for length in range(len(rows) + 1)]
    strokes: list[str] = []
    for number, row in enumerate(rows, start=quiet_zone):
        height = str(number)
        for run in _DARK.finditer(row):
            start, end = run.span()
            strokes.append(starts[start] + height + lengths[end - start])
    path = "".join(strokes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path stroke="#000" stroke-width="{_STROKE}" d="{path}"/></svg>'
    )


def qr_rows(text: str) -> list[str]:
    """The code as rows of "1" (dark) and "0". Raises ValueError for a text that no code can hold."""
    data = text.encode()
    version = _version(len(data))
    frame = _frame(version)
    modules = list(frame.blank)
    content = _content(data, version, frame)
    bits = int.from_bytes(_with_correction(content, frame))
    for place, bit in zip(frame.places, f"{bits ^ frame.mask:0{len(frame.places)}b}", strict=True):
        modules[place] = bit
    whole = "".join(modules)
    return [whole[start : start + frame.side] for start in range(0, len(whole), frame.side)]


def _version(size: int) -> int:
    """The smallest version that holds so many bytes."""
    version = 1
    while version <= _LAST_VERSION:
        needed = _MODE_BITS + length_in_bits(MODE_8BIT_BYTE, version) + 8 * size
        found = bisect_left(BIT_LIMIT_TABLE[CORRECTION], needed, version)
        if found == version:
            return version
        version = found
    raise ValueError(size)


def _content(data: bytes, version: int, frame: _Frame) -> bytes:
    """The bytes of data: mode, length, the text, its end, and filling up."""
    length_bits: int = length_in_bits(MODE_8BIT_BYTE, version)
    room = sum(count for count, _correction in frame.blocks)
    bits: int = ((MODE_8BIT_BYTE << length_bits) | len(data)) << (8 * len(data)) | int.from_bytes(data)
    used = _MODE_BITS + length_bits + 8 * len(data)
    end = min(4, 8 * room - used)
    end += -(used + end) % 8
    content = (bits << end).to_bytes((used + end) // 8)
    return content + bytes(PAD1 if place % 2 else PAD0 for place in range(room - len(content)))


def _with_correction(content: bytes, frame: _Frame) -> bytes:
    """The blocks with their correction, woven together."""
    blocks: list[bytes] = []
    corrections: list[bytes] = []
    start = 0
    for count, correction in frame.blocks:
        block = content[start : start + count]
        start += count
        blocks.append(block)
        corrections.append(_correction(block, correction))
    whole = b"".join(blocks + corrections)
    return bytes(whole[place] for place in frame.order)


def _correction(block: bytes, count: int) -> bytes:
    """The remainder of the block by the generator of that degree (Reed-Solomon over GF(256)), a byte at a time."""
    table, shift = _division(count), 8 * (count - 1)
    kept, remainder = (1 << shift) - 1, 0
    for byte in block:
        remainder = ((remainder & kept) << 8) ^ table[byte ^ (remainder >> shift)]
    return remainder.to_bytes(count)


@lru_cache
def _division(count: int) -> tuple[int, ...]:
    """For each leading byte, the multiple of the generator of that degree that takes it away."""
    generator = [1]
    for power in range(count):
        raised = [*generator, 0]
        for place, factor in enumerate(generator):
            raised[place + 1] ^= _times(factor, gexp(power))
        generator = raised
    return tuple(int.from_bytes(bytes(_times(factor, byte) for factor in generator[1:])) for byte in range(256))


def _times(one: int, other: int) -> int:
    return int(gexp(glog(one) + glog(other))) if one and other else 0


@lru_cache
def _frame(version: int) -> _Frame:
    side = 4 * version + 17
    blocks = tuple((block.data_count, block.total_count - block.data_count) for block in rs_blocks(version, CORRECTION))
    size = sum(count + correction for count, correction in blocks)
    # What differs between a code of nothing but 0 and one of nothing but 1 holds data; all else is fixed.
    zeros, ones = _modules(version, bytes(size)), _modules(version, bytes([255] * size))
    places = tuple(place for place in _zigzag(side) if zeros[place] != ones[place])
    mask = int("".join(zeros[place] for place in places), 2)
    return _Frame(side, zeros, places, mask, blocks, tuple(_woven(blocks)))


def _modules(version: int, data: bytes) -> str:
    """A code with these bytes as the package draws it, masked, row after row."""
    code = QRCode(version=version, error_correction=CORRECTION, mask_pattern=MASK)
    code.data_cache = data
    code.makeImpl(test=False, mask_pattern=MASK)
    return "".join("1" if module else "0" for row in code.modules for module in row)


def _zigzag(side: int) -> Iterator[int]:
    """All modules two columns at a time, up and down, from the right; the column of timing is passed over."""
    upwards = True
    for right in range(side - 1, 0, -2):
        column = right if right > _TIMING else right - 1
        for row in range(side - 1, -1, -1) if upwards else range(side):
            yield row * side + column
            yield row * side + column - 1
        upwards = not upwards


def _woven(blocks: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The first byte of each block, then the second of each, first of the data and then of the correction."""
    before = 0
    for lengths in ([count for count, _correction in blocks], [correction for _count, correction in blocks]):
        starts = [before + sum(lengths[:number]) for number in range(len(lengths))]
        for place in range(max(lengths)):
            yield from (start + place for start, length in zip(starts, lengths, strict=True) if place < length)
        before += sum(lengths)

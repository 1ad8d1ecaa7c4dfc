"""Whatever the bytes are, the reader gives a document or one of its own refusals, in bounded time."""

import contextlib
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.documents.reading.blocks import Table
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import decode
from tests.documents.reading.formats.builders import docx_of, item, p, pdf_of, tbl, tc, word_part

_SECONDS = 5.0  # a mutated page or two; far above what any takes, below what a hang would
_NUMBERING = word_part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
_DOCX = docx_of(
    p("KẾ HOẠCH")
    + item(1, 0, "Mục tiêu")
    + tbl([tc("TT"), tc("Việc", '<w:vMerge w:val="restart"/>')], [tc("1"), tc("")]),
    parts={"word/numbering.xml": _NUMBERING},
)
_PDF = pdf_of("KẾ HOẠCH\n#table(columns: (2cm, 3cm), [TT], [Việc], [1], [Lớp])\n#pagebreak()\nPhụ lục")
_TEXT = "KẾ HOẠCH\n# Mục tiêu\n| TT | Việc |\n|---|---|\n| 1 | **Lớp** |\nTT\tViệc\tSố\n1\tLớp\t2\n".encode()
_STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


def read(data: bytes) -> None:
    """Decode; check what every document must hold to, and the time."""
    begun = time.monotonic()
    document = None
    with contextlib.suppress(ReadingError):
        document = decode(data, name="a")
    if document is not None:
        assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
        assert all("\n" not in line.text for line in document.lines)
        previous = 0
        for block in document.blocks:
            assert previous < block.span.first <= block.span.last <= len(document.lines)
            previous = block.span.last
            if isinstance(block, Table):
                assert len({len(row) for row in block.rows}) == 1
    assert time.monotonic() - begun < _SECONDS


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Cut, flip, double, drop or splice at random places."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(changed)) if changed else 0
        kind = chance.randrange(5)
        if kind == 0:
            changed = changed[: max(place, 1)]
        elif kind == 1 and changed:
            changed[place] = chance.randrange(256)
        elif kind == 2:
            changed[place:place] = changed[place : place + chance.randint(1, 60)]
        elif kind == 3:
            del changed[place : place + chance.randint(1, 60)]
        else:
            changed[place : place + 4] = chance.randbytes(4)
    return bytes(changed)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_STARTS), st.binary(max_size=400))
def test_any_bytes(start: bytes, rest: bytes) -> None:
    read(start + rest)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0))
@pytest.mark.parametrize("whole", [_DOCX, _PDF, _TEXT], ids=["docx", "pdf", "text"])
def test_mutated_files(whole: bytes, seed: int) -> None:
    read(mutate(whole, random.Random(seed)))


_ATTRIBUTES = st.sampled_from(["0", "1", "-1", "3", "999999999", "x", "restart", "", "١", "²"])
_LEAVES = st.builds(p, st.text(alphabet="aáKế1 \t", max_size=8)) | st.builds(
    item, st.integers(-1, 3), st.integers(-2, 12), st.just("việc")
)
_CELL_PROPERTIES = st.builds(
    '<w:gridSpan w:val="{}"/><w:vMerge w:val="{}"/><w:hMerge w:val="{}"/>'.format, _ATTRIBUTES, _ATTRIBUTES, _ATTRIBUTES
)
_BLOCKS = st.recursive(
    _LEAVES,
    lambda inner: (
        st.builds(
            lambda rows: tbl(*rows), st.lists(st.lists(st.builds(tc, inner, _CELL_PROPERTIES), max_size=4), max_size=4)
        )
        | st.builds("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format, inner)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_BLOCKS, max_size=6))
def test_odd_markup_in_word_files(blocks: list[str]) -> None:
    read(docx_of("".join(blocks), parts={"word/numbering.xml": _NUMBERING}))

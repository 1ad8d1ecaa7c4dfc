"""How much a package may be: far above what a province has, far below what could hurt the machine that opens it."""

from __future__ import annotations

from typing import Final

# 1,000,000 rows with their workbook are about 100 MB packed and 300 MB unpacked (benchmarks/bench_package.py).
MAX_ARCHIVE: Final = 512 * 1024 * 1024
MAX_UNPACKED: Final = 4 * 1024 * 1024 * 1024
MAX_MEMBERS: Final = 64
# Deflate packs rows of a table 5 to 40 times; a bomb is packed up to 1,032 times.
MAX_RATIO: Final = 250
# Below this a ratio says nothing: a table of no row packs well.
RATIO_FROM: Final = 1024 * 1024
MAX_MANIFEST: Final = 256 * 1024
MAX_DESCRIPTOR: Final = 1024 * 1024
MAX_SIGNATURE: Final = 200
# Rows that are read into tables; the others stay in the file.
MAX_MEASURES: Final = 5_000
MAX_SUPPORTS: Final = 200_000
MAX_YEARS: Final = 100

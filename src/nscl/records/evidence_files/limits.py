"""Bounds of what is taken in: above what an office scans or a phone photographs, below what harms a small server."""

from __future__ import annotations

from typing import Final

MEGA: Final = 1_000_000

# A scan of thirty pages in colour has some 10 MB, a photograph of 50 million pixels some 20.
MAX_BYTES: Final = 25 * MEGA
# Files sent at once: what somebody photographs at one conference.
MAX_FILES: Final = 10
# What a form itself adds to its files.
FORM_BYTES: Final = MEGA
MAX_REQUEST_BYTES: Final = MAX_FILES * MAX_BYTES + FORM_BYTES
# Left on the disk, whatever is sent: the database lives there too.
SPARE_BYTES: Final = 200 * MEGA
# Files and links of one thing. A folder of a whole conference has some dozens.
MAX_OF_ONE_SUBJECT: Final = 100

# JPEG is decoded at a fraction of its size, so phones of 50 million pixels may send theirs as they are. PNG and WebP
# are decoded whole: four bytes a pixel, 100 MB at this bound; a scan of an A3 page at 300 dpi has 17 million.
MAX_JPEG_PIXELS: Final = 52_000_000
MAX_PIXELS: Final = 25_000_000
# The longest side of the two previews: beside a line of a list (64 points, three dots a point), and on a page.
THUMBNAIL_SIDE: Final = 192
PREVIEW_SIDE: Final = 1600

# A Word file has some twenty members, and one for each picture.
MAX_MEMBERS: Final = 5_000
# What a Word or Excel file may hold once unpacked; tables of a million cells have some 100 MB.
MAX_UNPACKED_BYTES: Final = 200 * MEGA

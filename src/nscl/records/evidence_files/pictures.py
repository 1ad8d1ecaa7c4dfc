"""Photographs: their size, and previews without what the camera and its owner wrote into them (place, name, device)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from nscl.records.enums import FileType
from nscl.records.evidence_files import refusals
from nscl.records.evidence_files.limits import MAX_JPEG_PIXELS, MAX_PIXELS, PREVIEW_SIDE, THUMBNAIL_SIDE

_QUALITY: Final = 82
_FORMATS: Final = {FileType.JPEG: "JPEG", FileType.PNG: "PNG", FileType.WEBP: "WEBP"}
# What a decoder raises on bytes that are no picture, or half of one.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
)


@dataclass(frozen=True)
class Picture:
    """A picture that was decoded to its end: points across and down, as it is to be looked at."""

    width: int
    height: int


def is_picture(kind: FileType) -> bool:
    """Whether a file of this type has previews."""
    return kind in _FORMATS


def make_previews(source: Path, kind: FileType, *, preview: Path, thumbnail: Path) -> Picture:
    """Decode a picture and write its two previews, JPEG, upright, without metadata.

    Only the points are carried over: no EXIF (GPS, device, author), no XMP, no colour profile, no comment.
    Raises FileRefused where it has too many points, or cannot be decoded.
    """
    try:
        # Pillow warns of what it mends or finds strange; the points decide here.
        with warnings.catch_warnings(), Image.open(source, formats=[_FORMATS[kind]]) as image:
            warnings.simplefilter("ignore")
            width, height = image.size
            _refuse_large(width, height, kind)
            if image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
                width, height = height, width
            upright = _decoded(image)
            _write(upright, preview, PREVIEW_SIDE)
            _write(upright, thumbnail, THUMBNAIL_SIDE)
    except Image.DecompressionBombError as error:  # Pillow's own bound, where it is crossed before ours is asked
        raise refusals.too_many_pixels(_limit(kind)) from error
    except _BROKEN as error:
        raise refusals.damaged() from error
    return Picture(width, height)


_ORIENTATION: Final = 0x0112
# EXIF 2.3, tag 274: the camera was held upright, the rows of the file are columns of the picture.
_ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})


def _refuse_large(width: int, height: int, kind: FileType) -> None:
    if width * height > _limit(kind):
        raise refusals.too_many_pixels(_limit(kind), width, height)


def _limit(kind: FileType) -> int:
    return MAX_JPEG_PIXELS if kind is FileType.JPEG else MAX_PIXELS


def _decoded(image: Image.Image) -> Image.Image:
    """The points as RGB on white, upright; a JPEG at the smallest scale that still gives the preview."""
    image.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        white = Image.new("RGB", layered.size, "white")
        white.paste(layered, mask=layered.getchannel("A"))
        return white
    return upright.convert("RGB")


def _write(image: Image.Image, path: Path, side: int) -> None:
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    small.info.clear()  # Pillow would write a comment, a profile or EXIF that it finds here
    small.save(path, "JPEG", quality=_QUALITY, optimize=True)

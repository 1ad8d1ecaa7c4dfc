"""Previews show the picture, upright and small, and nothing of what the camera wrote into the file."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from nscl.records.enums import FileType
from nscl.records.evidence_files import pictures
from nscl.records.evidence_files.limits import MAX_PIXELS, PREVIEW_SIDE, THUMBNAIL_SIDE
from nscl.records.evidence_files.pictures import Picture, make_previews
from nscl.records.evidence_files.refusals import FileRefused
from tests.factories import files


def previews(tmp_path: Path, data: bytes, kind: FileType) -> tuple[Picture, bytes, bytes]:
    source, preview, thumbnail = tmp_path / "goc", tmp_path / "xem", tmp_path / "nho"
    source.write_bytes(data)
    found = make_previews(source, kind, preview=preview, thumbnail=thumbnail)
    return found, preview.read_bytes(), thumbnail.read_bytes()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_a_photograph_loses_its_place_its_author_and_its_comment(tmp_path: Path) -> None:
    data = files.photograph()
    assert files.GPS_MARK in data
    assert b"NSCL-COMMENT" in data
    found, preview, thumbnail = previews(tmp_path, data, FileType.JPEG)
    assert found == Picture(2400, 1800)
    for small in (preview, thumbnail):
        assert files.GPS_MARK not in small
        assert b"NSCL-COMMENT" not in small
        assert b"Exif" not in small
        image = opened(small)
        assert image.format == "JPEG"
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert max(opened(preview).size) == PREVIEW_SIDE
    assert max(opened(thumbnail).size) == THUMBNAIL_SIDE


def test_a_photograph_taken_upright_is_turned_upright(tmp_path: Path) -> None:
    """Orientation 6: the top of the scene is at the right of the file; the red corner moves to the top right."""
    found, preview, _thumbnail = previews(tmp_path, files.photograph((800, 600), orientation=6), FileType.JPEG)
    assert found == Picture(600, 800)
    image = opened(preview)
    assert image.size == (600, 800)
    red, green, _blue = image.getpixel((580, 20))  # type: ignore[misc]  # RGB: three numbers
    assert red > 200
    assert green < 100


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
    ],
)
def test_every_mode_of_a_picture_has_a_preview(tmp_path: Path, kind: str, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (60, 40)).save(out, kind)
    _found, preview, _thumbnail = previews(tmp_path, out.getvalue(), FileType(kind.lower()))
    assert opened(preview).size == (60, 40)


def test_what_is_transparent_is_shown_on_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(out, "PNG")
    _found, preview, _thumbnail = previews(tmp_path, out.getvalue(), FileType.PNG)
    assert opened(preview).getpixel((10, 10)) == (255, 255, 255)


def test_half_a_photograph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        previews(tmp_path, files.photograph()[:8000], FileType.JPEG)
    assert refused.value.code == "damaged"


def test_a_picture_that_is_only_its_mark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        previews(tmp_path, b"\xff\xd8\xff" + b"PK\x03\x04" * 50, FileType.JPEG)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(("side", "said"), [(8_000, "8000 × 8000"), (30_000, "quá nhiều điểm")])
def test_too_many_points_are_refused_before_they_are_decoded(tmp_path: Path, side: int, said: str) -> None:
    """A small PNG that says it has so many points; the larger one stops at Pillow's own bound."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 900))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(FileRefused) as refused:
        previews(tmp_path, bomb, FileType.PNG)
    assert refused.value.code == "too-many-pixels"
    assert said in str(refused.value)


def test_a_photograph_of_a_large_phone_is_decoded_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """JPEG is drafted: what is decoded is at most twice the preview's side, not the whole photograph."""
    seen: list[tuple[int, int]] = []
    original = pictures._decoded

    def watched(image: Image.Image) -> Image.Image:
        decoded = original(image)
        seen.append(decoded.size)
        return decoded

    monkeypatch.setattr(pictures, "_decoded", watched)
    found, _preview, _thumbnail = previews(tmp_path, files.picture("JPEG", (6400, 4800)), FileType.JPEG)
    assert found == Picture(6400, 4800)
    assert found.width * found.height > MAX_PIXELS
    assert max(seen[0]) <= 2 * PREVIEW_SIDE

"""What the site serves but the repository does not hold: fonts made from PyPI packages, compiled messages.

Functions over folders; `nscl assets` calls `build_assets`. Each writes only what is missing or older than its source.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Latin with every Vietnamese letter, the punctuation, signs and arrows that the screens use.
UNICODE_RANGES: Final = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: ă đ ĩ ũ
    range(0x1A0, 0x1B1),  # ơ ư
    range(0x300, 0x30A),  # combining tone marks, for text that came decomposed
    range(0x323, 0x324),
    range(0x1EA0, 0x1EFA),  # ạ … ỹ
    range(0x2010, 0x2028),  # dashes, quotes, dots
    range(0x2030, 0x2045),
    range(0x2070, 0x209A),  # raised and lowered figures
    range(0x20AB, 0x20AC),  # ₫
    range(0x2190, 0x2196),  # arrows
    range(0x2212, 0x2213),
    range(0x2248, 0x2249),
    range(0x2260, 0x2266),  # ≠ ≤ ≥
    range(0x2713, 0x2714),
)
# Inter is one variable file; only these weights are used, and one optical size.
WEIGHTS: Final = (400, 700)
OPTICAL_SIZE: Final = 14
STAMP_LENGTH: Final = 16
LOCALE: Final = Path(__file__).resolve().parents[1] / "locale"


class MissingPackage(RuntimeError):
    """A package that holds an asset is not installed."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file of a package and the name under which it is served; `is_variable` ones are cut to WEIGHTS."""

    package: str
    file: str
    target: str
    is_variable: bool = False


FACES: Final = (
    Face("fontpkg_inter", "Inter[opsz,wght].ttf", "inter.woff2", is_variable=True),
    Face("fontpkg_be_vietnam_pro", "BeVietnamPro-SemiBold.ttf", "be-vietnam-pro-600.woff2"),
    Face("fontpkg_be_vietnam_pro", "BeVietnamPro-Bold.ttf", "be-vietnam-pro-700.woff2"),
)


def build_assets(folder: Path) -> list[str]:
    """Make the fonts in `folder` and compile the message catalogues; only what is missing or out of date.

    Returns the names of what was made. Raises MissingPackage, and OSError where something cannot be written.
    """
    made = [*build_fonts(folder / "nscl" / "fonts"), *compile_messages(LOCALE)]
    return [name for name, is_new in made if is_new]


def font_folder(package: str) -> Path:
    """Where a font package keeps its files. Raises MissingPackage."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise MissingPackage(f"Thiếu gói {package}. Cách sửa: chạy lại `make up` để cài đủ thư viện.")
    return Path(found.submodule_search_locations[0]) / "files"


def font_folders() -> list[Path]:
    """The folders of every face, for programs that draw text (charts)."""
    return sorted({font_folder(face.package) for face in FACES})


def codepoints() -> list[int]:
    """Every character that the served fonts keep."""
    return [code for span in UNICODE_RANGES for code in span]


def _stamp(face: Face, source: Path) -> str:
    """A text that changes when the font must be made again: other file, other characters, other cuts."""
    parts = (face, source.stat().st_size, codepoints(), WEIGHTS, OPTICAL_SIZE)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:STAMP_LENGTH]


def build_fonts(folder: Path) -> Iterator[tuple[str, bool]]:
    """Write the fonts as woff2 into `folder`; yields each name and whether it had to be made.

    Raises MissingPackage, and OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        source = font_folder(face.package) / face.file
        target, stamp_file = folder / face.target, folder / f".{face.target}.stamp"
        stamp = _stamp(face, source)
        current = target.exists() and stamp_file.exists() and stamp_file.read_text() == stamp
        if not current:
            _write_font(face, source, target)
            stamp_file.write_text(stamp)
        yield face.target, not current


def _write_font(face: Face, source: Path, target: Path) -> None:
    """One font, cut to our characters and weights. fontTools is loaded here only: a second run does not need it."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    with TTFont(source) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=codepoints())
        subsetter.subset(font)
        if face.is_variable:
            instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": WEIGHTS}, inplace=True)
        font.flavor = "woff2"
        # Written beside and moved: a set-up that is interrupted leaves no half a font.
        beside = target.with_suffix(".part")
        font.save(beside)
        beside.replace(target)


def compile_messages(locale: Path) -> Iterator[tuple[str, bool]]:
    """Compile every `<language>/LC_MESSAGES/*.po` under `locale` beside itself; yields name and whether it was made.

    Raises OSError where it cannot be written, and babel's PoFileError with the line where a catalogue is malformed.
    """
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        current = target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns
        if not current:
            _write_catalogue(source, target)
        yield str(source.relative_to(locale)), not current


def _write_catalogue(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    beside = target.with_suffix(".part")
    with beside.open("wb") as file:
        write_mo(file, catalogue)
    beside.replace(target)

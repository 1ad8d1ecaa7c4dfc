"""Numbers of official documents and of standards: read, normalised, found in running text.

Four shapes: administrative papers "49/KH-UBND" and "43/2022/NQ-HĐND" (Decree 30/2020/NĐ-CP, article 8 and annex III for
the abbreviations of kinds), laws "108/2025/QH15", Party papers "57-NQ/TW", standards "TCVN 13751:2023" and
"QCVN 16:2019/BXD".
"""

import re
import unicodedata
from dataclasses import dataclass

from nscl.text.errors import TextError
from nscl.text.folding import fold

# Kinds as abbreviated: annex III of Decree 30/2020/NĐ-CP, the legal documents (Law 64/2025/QH15), the Party's.
_ADMINISTRATIVE_KINDS = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB "
    "NĐ TT TTLT VBHN PL LCT L CV KL QĐi"
)
_PARTY_KINDS = "NQ CT KL QĐ QĐi QC QyĐ TB HD BC KH CTr TTr CV ĐA DA PA"
# Issuers whose abbreviation is not all capitals, or loses a mark when typed without a Vietnamese keyboard.
_ISSUERS = "TTg HĐND TW"
_STANDARD_BODIES = "ISO/IEC/IEEE|ISO/IEC|ISO/TS|ISO/TR|ISO|IEC|OHSAS|ISO/ASTM"
_FIRST_YEAR, _LAST_YEAR = 1945, 2099  # the Republic's first decrees; far enough ahead

_SAME_LENGTH = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), "Ð": "Đ", "ð": "đ"})
_CAPITALS = "A-ZĐ"
# Lengths are bounded so that a page of capitals costs no more than its length.
_PIECE = rf"(?:TƯ|TU\u031b|[{_CAPITALS}][{_CAPITALS}0-9]{{0,15}}[a-zđ]{{0,2}}[{_CAPITALS}0-9]{{0,9}})"
_GAP = r"\s{0,3}"  # "49 /KH-UBND", "1322/QĐ -\nTTg": gaps of typing and of line ends
_END = rf"(?![\w\u0300-\u036f]|-[{_CAPITALS}])"
_SERIAL = r"(?<![\w/.,-])(?P<serial>[0-9]{1,5}[a-z]?)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"

_ADMINISTRATIVE = re.compile(
    rf"{_SERIAL}{_GAP}/{_GAP}(?:{_YEAR}{_GAP}/{_GAP})?(?P<symbol>{_PIECE}(?:{_GAP}-{_GAP}{_PIECE})?(?:[-&]{_PIECE}){{0,4}}){_END}"
)
_PARTY = re.compile(
    rf"{_SERIAL}{_GAP}-{_GAP}(?P<kind>[{_CAPITALS}][A-Za-zĐđ]{{0,3}}){_GAP}/{_GAP}(?P<issuer>{_PIECE}(?:-{_PIECE}){{0,4}}){_END}"
)
_STANDARD = re.compile(
    rf"(?<![\w/-])(?P<kind>TCVN|QCVN|QCĐP|TCCS|QCDP)\s{{1,3}}"
    rf"(?P<serial>(?:(?:{_STANDARD_BODIES})\s{{1,3}})?[0-9]{{1,5}}(?:-[0-9]{{1,3}}){{0,4}})"
    rf"(?:{_GAP}:{_GAP}{_YEAR}(?:/(?P<issuer>{_PIECE}(?:-{_PIECE}){{0,4}}))?)?{_END}"
)
_SHAPES = (_ADMINISTRATIVE, _PARTY, _STANDARD)
_LEADING_WORDS = re.compile(r"^(?:văn bản |công văn )?số\s*:?\s*", re.IGNORECASE)
_NAMED_BEFORE = re.compile(r"(?:số|văn bản|công văn)\s*:?\s*$", re.IGNORECASE)
_SHORTEST_BARE_STANDARD = 3  # digits of a standard that is cited without its year
_LOOK_BACK = 16  # characters: long enough for "công văn số: "
_LAW = re.compile(r"(?:UBTV)?QH[0-9]{1,2}")


class DocumentNumberError(TextError):
    """A text that is no document number."""

    template = "Số ký hiệu văn bản “{text}” không hợp lệ: {reason}"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number, in parts and as normally written.

    `serial`: "1322", "04" (under ten with its zero, Decree 30/2020/NĐ-CP), "ISO 9001" of a standard. `year`: where the
    number carries one. `kind`: "QĐ", "KH", "TCVN"; None for laws and official letters, which carry none. `issuer`:
    "TTg", "HĐND", "QH15", "TW"; None for a TCVN. `text`: the normalised whole; equal numbers have equal texts.
    """

    serial: str
    year: int | None
    kind: str | None
    issuer: str | None
    text: str


def parse_document_number(text: str) -> DocumentNumber:
    """Read one document number, tolerant of gaps, dashes (– —), letter case, a leading "Số:", and Đ typed as D.

    Raises DocumentNumberError when the whole text is not one number.
    """
    body = unicodedata.normalize("NFC", text).translate(_SAME_LENGTH).strip().rstrip(".;,")
    body = _LEADING_WORDS.sub("", body)
    capitals = re.sub(r"^[0-9]+[A-Z]", lambda serial: serial[0].lower(), body.upper())
    for candidate in (body, capitals):
        for shape in _SHAPES:
            match = shape.fullmatch(candidate)
            number = _build(shape, match) if match else None
            if number is not None:
                return number
    raise DocumentNumberError(text, _why_refused(body))


def find_document_numbers(text: str) -> list[tuple[int, int, DocumentNumber]]:
    """Find the document numbers in a text: (start, end, number), half-open character offsets, in order, no overlaps.

    Precise rather than complete: a number whose kind is unknown (an official letter, "1078/VPCP-KGVX") counts only
    after "số", "công văn" or "văn bản"; a standard without its year needs three digits. Dates, ranges of years and
    fractions are no numbers.
    """
    searched = text.translate(_SAME_LENGTH)
    found: list[tuple[int, int, DocumentNumber]] = []
    for shape in _SHAPES:
        for match in shape.finditer(searched):
            number = _build(shape, match)
            if number is not None and _is_certain(searched, match, number):
                found.append((match.start(), match.end(), number))
    found.sort(key=lambda entry: (entry[0], -entry[1]))
    kept: list[tuple[int, int, DocumentNumber]] = []
    for entry in found:
        if not kept or entry[0] >= kept[-1][1]:
            kept.append(entry)
    return kept


def _is_certain(text: str, match: re.Match[str], number: DocumentNumber) -> bool:
    """Whether what was found in running text is a document's number beyond doubt."""
    if match.re is _STANDARD:  # "áp dụng TCVN" at a line's end, "44" of the next row
        return number.year is not None or len(number.serial) >= _SHORTEST_BARE_STANDARD
    if number.kind is not None or _LAW.fullmatch(number.issuer or ""):
        return True
    return _NAMED_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]) is not None


def _build(shape: re.Pattern[str], match: re.Match[str]) -> DocumentNumber | None:
    """The number of a match; None where its parts make no sense together."""
    if shape is _STANDARD:
        return _build_standard(match)
    if shape is _PARTY:
        return _build_party(match)
    return _build_administrative(match)


def _build_administrative(match: re.Match[str]) -> DocumentNumber | None:
    year = int(match["year"]) if match["year"] else None
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    first, *others = re.split(r"\s*-\s*", match["symbol"])
    kind = _canonical(first, _ADMINISTRATIVE_KINDS) if others else None
    issuers = others if kind else [first, *others]
    if kind is None and not others and not (year and _LAW.fullmatch(first)):
        return None  # "12/KH", "6/QB": no issuer
    issuer = "-".join(_canonical(piece, _ISSUERS) or _plain_issuer(piece) for piece in issuers)
    serial = _pad(match["serial"])
    symbol = f"{kind}-{issuer}" if kind else issuer
    text = f"{serial}/{year}/{symbol}" if year else f"{serial}/{symbol}"
    return DocumentNumber(serial, year, kind, issuer, text)


def _build_party(match: re.Match[str]) -> DocumentNumber | None:
    kind = _canonical(match["kind"], _PARTY_KINDS)
    if kind is None:
        return None
    issuer = _canonical(match["issuer"], _ISSUERS) or _plain_issuer(match["issuer"])
    serial = _pad(match["serial"])
    return DocumentNumber(serial, None, kind, issuer, f"{serial}-{kind}/{issuer}")


def _build_standard(match: re.Match[str]) -> DocumentNumber:
    kind = "QCĐP" if match["kind"] == "QCDP" else match["kind"]
    serial = " ".join(match["serial"].split())
    year = int(match["year"]) if match["year"] else None
    issuer = match["issuer"]
    text = f"{kind} {serial}"
    if year:
        text += f":{year}"
    if issuer:
        text += f"/{issuer}"
    return DocumentNumber(serial, year, kind, issuer, text)


def _pad(serial: str) -> str:
    """The serial with the leading zero that Decree 30/2020/NĐ-CP gives to numbers under ten ("4" → "04")."""
    number = re.sub(r"^0+(?=[0-9])", "", serial)
    return number if number[1:2].isdigit() else "0" + number


def _plain_issuer(piece: str) -> str:
    return "TW" if unicodedata.normalize("NFC", piece) == "TƯ" else piece


def _canonical(written: str, known: str) -> str | None:
    """The known abbreviation that is meant: itself, else the only one alike without case and marks; None if none."""
    names = known.split()
    if written in names:
        return written
    alike = [name for name in names if fold(name) == fold(written)]
    return alike[0] if len(alike) == 1 else None


def _why_refused(body: str) -> str:
    if not body:
        return "để trống; hãy ghi như 49/KH-UBND."
    if not any(character.isdigit() for character in body):
        return "thiếu số thứ tự; hãy ghi như 49/KH-UBND."
    if re.fullmatch(rf"[0-9]+\s*/\s*{_LAW.pattern}", body):
        return "thiếu năm ban hành; hãy ghi như 108/2025/QH15."
    if re.fullmatch(rf"[0-9]+[a-z]?\s*/\s*[{_CAPITALS}]+[a-z]*", body):
        return "thiếu chữ viết tắt tên cơ quan ban hành sau dấu gạch; hãy ghi như 49/KH-UBND."
    if re.fullmatch(r"[0-9]{1,2}\s*/\s*[0-9]{1,2}\s*/\s*[0-9]{4}", body):
        return "đây là một ngày, không phải số ký hiệu; hãy ghi như 49/KH-UBND."
    return "hãy ghi như 49/KH-UBND, 43/2022/NQ-HĐND, 57-NQ/TW, 108/2025/QH15 hoặc TCVN 13751:2023."

"""The zip file of a .docx: a few named XML parts, unpacked only within bounds and parsed without DTDs or entities."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.sniffing import corrupt, encrypted

# A page of a plan takes some 40 kB of XML; 500 pages of it are 20 MB.
MAX_PART_BYTES = 32_000_000
# A paragraph has a dozen tags; so many take 150 MB of memory and 3 s.
MAX_TAGS = 1_000_000
# Pictures included. XML shrinks 10 to 30 times, a bomb a thousand times and more.
MAX_UNPACKED_BYTES = 500_000_000
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 5_000_000  # small parts of repeated markup shrink well, and are harmless

MAIN_PART = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO/IEC 29500 Strict, as "Strict Open XML Document" of Word writes it.
_STRICT_WORD = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ENCRYPTED_FLAG = 0x1
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


class _PlainTree(TreeBuilder):
    """Builds the tree of a part; a document type declaration, which could name entities, ends the reading."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        message = "Tài liệu Word chứa khai báo DTD, điều mà Word không bao giờ ghi ra"
        remedy = "không mở tệp này; xin lại bản gốc từ nơi ban hành"
        raise ReadingError("unsafe-xml", message, remedy)


class Package:
    """An opened .docx. Sizes are checked when it is opened, before anything is unpacked."""

    def __init__(self, data: bytes) -> None:
        """Raises ReadingError: "corrupt", "encrypted", "zip-bomb"."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._archive.infolist()}
        except (*_ZIP_ERRORS, UnicodeError):
            raise corrupt("Tệp .docx bị hỏng hoặc thiếu phần cuối") from None
        self._check_sizes()
        self._main = self._target("", "officeDocument") or MAIN_PART

    def main(self) -> Element | None:
        """The root of the part with the text; Word on the web may name it word/document2.xml."""
        return self.part(self._main)

    def beside_main(self, kind: str) -> Element | None:
        """The root of a part that belongs to the text: "styles", "numbering", "footnotes"; None where there is none."""
        return self.part(self._target(self._main, kind) or f"word/{kind}.xml")

    def _target(self, source: str, kind: str) -> str | None:
        """The part to which a relationship of that kind leads (ECMA-376 part 2, 9.3); "" stands for the package."""
        folder, _, name = source.rpartition("/")
        relationships = self.part(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for relationship in () if relationships is None else relationships:
            if (relationship.get("Type") or "").endswith(f"/{kind}"):
                target = relationship.get("Target") or ""
                found = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
                if found in self._members:
                    return found
        return None

    def part(self, name: str) -> Element | None:
        """The root of an XML part; None where the package has no such part.

        Raises ReadingError: "corrupt", "encrypted", "zip-bomb", "unsafe-xml".
        """
        info = self._members.get(name)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise encrypted("Tệp .docx được nén kèm mật khẩu")
        content = self._unpack(info).replace(_STRICT_WORD, _TRANSITIONAL_WORD)
        # Safe: no DTD (see _PlainTree), so no entities; expat asks no network.
        parser = XMLParser(target=_PlainTree())  # noqa: S314
        try:
            parser.feed(content)
            root = parser.close()
        except (ParseError, ValueError, LookupError):
            raise corrupt(f"Phần “{name}” của tệp .docx bị hỏng") from None
        if not isinstance(root, Element):
            raise corrupt(f"Phần “{name}” của tệp .docx bị trống")
        return root

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        if info.file_size > MAX_PART_BYTES:
            raise _bomb(f"Phần “{info.filename}” khi giải nén nặng {info.file_size} byte")
        try:
            with self._archive.open(info) as member:
                content = member.read(MAX_PART_BYTES + 1)
        except _ZIP_ERRORS:
            raise corrupt(f"Không giải nén được phần “{info.filename}” của tệp .docx") from None
        if len(content) > MAX_PART_BYTES:  # the declared size was a lie
            raise _bomb(f"Phần “{info.filename}” khi giải nén vượt {MAX_PART_BYTES} byte")
        if content.count(b"<") > MAX_TAGS:
            raise _bomb(f"Phần “{info.filename}” có hơn {MAX_TAGS} thẻ XML")
        return content

    def _check_sizes(self) -> None:
        unpacked = sum(info.file_size for info in self._members.values())
        if unpacked > MAX_UNPACKED_BYTES:
            raise _bomb(f"Tệp .docx khi giải nén nặng {unpacked} byte, giới hạn là {MAX_UNPACKED_BYTES} byte")
        for info in self._members.values():
            if info.file_size > _RATIO_COUNTS_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                ratio = info.file_size // max(info.compress_size, 1)
                raise _bomb(f"Phần “{info.filename}” phình {ratio} lần khi giải nén")


def _bomb(message: str) -> ReadingError:
    return ReadingError("zip-bomb", message, "không mở tệp này; xin lại bản gốc từ nơi ban hành")


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the Word namespace; None where the element or the attribute is not there."""
    return None if element is None else element.get(WORD + name)


def number_of(element: Element | None, name: str = "val") -> int | None:
    """A whole number of an attribute; None where it is none."""
    value = attribute(element, name)
    # Longer numbers than any of Word's would take long to convert.
    return int(value) if value is not None and len(value) < 10 and value.lstrip("-").isdecimal() else None  # noqa: PLR2004


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not off (ECMA-376 part 1, 17.17.4 ST_OnOff)."""
    return element is not None and attribute(element) not in {"0", "false", "off"}

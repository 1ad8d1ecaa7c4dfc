"""What is refused of a package, each with its own reason, before anything of it is believed."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.province_package import Fault, PackageFault, limits, reading
from nscl.records.signing import Signer
from tests.documents.province_package.making import (
    MEASURE,
    SUPPORT,
    altered,
    check,
    made,
    manifest,
    members,
    packed,
    signed_again,
)

GOOD = made()


def fault_of(package: bytes) -> Fault:
    with pytest.raises(PackageFault) as refused:
        check(package)
    return refused.value.fault


def without(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda content: content.__delitem__(name)


def replaced(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(content: dict[str, bytes]) -> None:
        assert old in content[name]
        content[name] = content[name].replace(old, new, 1)

    return change


def added(name: str, data: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda content: content.__setitem__(name, data)


ON_THE_WAY = {
    "a figure altered": (replaced("tables/ho-tro.csv", b"30000000", b"90000000"), Fault.MEMBER_ALTERED),
    "the workbook altered": (replaced("bao-cao.xlsx", b"PK", b"PK"[::-1]), Fault.MEMBER_ALTERED),
    "the manifest altered": (replaced("manifest.json", b'"year":2026', b'"year":2025'), Fault.SIGNATURE),
    "the manifest in another form": (
        replaced("manifest.json", b'"year":2026', b'"year": 2026'),
        Fault.MANIFEST_UNREADABLE,
    ),
    "another version": (replaced("manifest.json", b'"version":1', b'"version":2'), Fault.UNKNOWN_VERSION),
    "another format": (replaced("manifest.json", b"nscl-province-package", b"something-else"), Fault.NO_PACKAGE),
    "no manifest": (without("manifest.json"), Fault.NO_PACKAGE),
    "no signature": (without("signature"), Fault.UNSIGNED),
    "a signature that is none": (added("signature", b"\xff"), Fault.UNSIGNED),
    "a signature of nobody": (added("signature", b"AAAA"), Fault.SIGNATURE),
    "a table missing": (without("tables/ho-so.csv"), Fault.MEMBER_MISSING),
    "a table too many": (added("tables/them.csv"), Fault.MEMBER_EXTRA),
    "a path upwards": (added("../thoat.csv"), Fault.UNSAFE),
    "an absolute path": (added("/etc/passwd"), Fault.UNSAFE),
    "a bomb": (added("tables/bom.csv", b"0" * 8_000_000), Fault.UNSAFE),
}


@pytest.mark.parametrize("what", ON_THE_WAY)
def test_what_happened_on_the_way_is_told(what: str) -> None:
    change, fault = ON_THE_WAY[what]
    assert fault_of(altered(GOOD, change)) is fault


FROM_A_FAULTY_SENDER = {
    "a column too few": replaced("tables/dung-han.csv", b"2026,10,9,8", b"2026,10,9"),
    "words for a number": replaced("tables/dung-han.csv", b"2026,10,9,8", b"2026,10,nine,8"),
    "a number beyond what is kept": replaced("tables/chi-tieu.csv", b"3.5", b"3.1234567"),
    "infinity": replaced("tables/chi-tieu.csv", b"3.5", b"Infinity"),
    "a day that is none": replaced("tables/ho-so.csv", b"2026-03-08", b"2026-02-30"),
    "nothing where something must be": replaced("tables/ho-tro.csv", b"0101248141", b""),
    "another heading": replaced("tables/ho-tro.csv", b"tax_code", b"taxcode"),
    "bytes that are no text": replaced("tables/ho-tro.csv", b"ISO".lower(), b"\xff\xfe"),
}


@pytest.mark.parametrize("what", FROM_A_FAULTY_SENDER)
def test_a_signed_table_that_is_not_what_it_says_is_told_with_its_row(what: str) -> None:
    package = signed_again(GOOD, _with_hash(FROM_A_FAULTY_SENDER[what]))
    with pytest.raises(PackageFault) as refused:
        check(package)
    assert refused.value.fault is Fault.DATA
    assert "tables/" in refused.value.where
    assert "dòng" in refused.value.where


def _with_hash(change: Callable[[dict[str, bytes]], None]) -> Callable[[dict[str, bytes]], None]:
    """The change, with the descriptor told of it."""

    def both(content: dict[str, bytes]) -> None:
        change(content)
        told = json.loads(content["datapackage.json"])
        for one in told["resources"]:
            data = content[one["path"]]
            one["bytes"], one["hash"] = len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"
        content["datapackage.json"] = json.dumps(told).encode()

    return both


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"bytes": ', b'"bytes": 1'),
        (b'"type": "integer"', b'"type": "string"'),
        (b'"type": "integer"', b'"type": "object"'),
        (b'"resources"', b'"sources"'),
        (b'"name": "ho-so"', b'"name": "ho-xo"'),
        (b"tables/ho-so.csv", b"tables/ho-tro.csv"),
    ],
)
def test_a_descriptor_that_does_not_match_is_told(old: bytes, new: bytes) -> None:
    change = replaced("datapackage.json", old, new)
    assert fault_of(signed_again(GOOD, change)) is Fault.DESCRIPTOR


def test_another_key_is_told_as_a_wrong_signature() -> None:
    other = Signer(Ed25519PrivateKey.generate())
    assert fault_of(made(signer=other)) is Fault.SIGNATURE


def test_too_many_rows_for_the_tables_here_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reading._MOST_ROWS, "ho-tro", 2)
    assert fault_of(made(supports=(SUPPORT,) * 3)) is Fault.DATA


def test_truncated_anywhere_it_is_refused() -> None:
    for end in (4, 100, len(GOOD) // 2, len(GOOD) - 30, len(GOOD) - 1):
        assert fault_of(GOOD[:end]) is Fault.TRUNCATED


@pytest.mark.parametrize("data", [b"", b"\0", b"Not a zip", b"%PDF-1.7"])
def test_what_is_no_archive_is_told(data: bytes) -> None:
    assert fault_of(data) is Fault.NO_ARCHIVE


def test_too_large_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ARCHIVE", 100)
    assert fault_of(GOOD) is Fault.TOO_LARGE
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MAX_UNPACKED", 100)
    assert fault_of(GOOD) is Fault.TOO_LARGE


def test_an_archive_of_odd_members_is_not_opened() -> None:
    assert fault_of(packed({f"a{number}": b"" for number in range(limits.MAX_MEMBERS + 1)})) is Fault.UNSAFE
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("manifest.json", b"{}")
    assert fault_of(buffer.getvalue()) is Fault.UNSAFE
    data = bytearray(GOOD)
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, place + 8, 1)  # the flag of an encrypted member
    assert fault_of(bytes(data)) is Fault.UNSAFE


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_any_byte_altered_is_told_or_means_nothing(place: int, by: int) -> None:
    """A byte of a zip archive may mean nothing (a time, a comment); then what is told is what was signed."""
    data = bytearray(GOOD)
    data[place] ^= by
    try:
        check(bytes(data))
    except PackageFault:
        return
    assert members(bytes(data)) == members(GOOD)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    for one in (data, packed({"manifest.json": data, "signature": b"x"})):
        with pytest.raises(PackageFault):
            check(one)


def test_rows_with_nothing_in_them_are_fine() -> None:
    assert check(made(manifest(edition=0), measures=(MEASURE,), supports=(), timeliness=(), records=()))["ho-tro"] == 0

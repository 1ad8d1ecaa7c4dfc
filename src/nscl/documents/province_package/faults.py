"""What can be wrong with a package; whoever shows it has a sentence and a remedy for each."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Why a package is refused before anything of it is believed, in the order in which it is looked for."""

    TOO_LARGE = "too_large"
    NO_ARCHIVE = "no_archive"
    TRUNCATED = "truncated"
    UNSAFE = "unsafe"
    NO_PACKAGE = "no_package"
    UNKNOWN_VERSION = "unknown_version"
    UNSIGNED = "unsigned"
    MANIFEST_UNREADABLE = "manifest_unreadable"
    SIGNATURE = "signature"
    MEMBER_MISSING = "member_missing"
    MEMBER_EXTRA = "member_extra"
    MEMBER_ALTERED = "member_altered"
    DESCRIPTOR = "descriptor"
    DATA = "data"


class PackageFault(ValueError):
    """A package that cannot be taken. where: the member, row or figure that it is about, "" for the whole."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(f"{fault}: {where}" if where else fault.value)
        self.fault = fault
        self.where = where

"""A province in a file: what one deployment tells another of a province and year, signed, in an open format.

A zip archive: `datapackage.json` (Frictionless Data Package 2.0) describes `tables/*.csv`; `bao-cao.xlsx` shows the
same rows to people; `manifest.json` says what it is, by whom, with the SHA-256 of every other member; `signature` is
Ed25519 over the manifest. Pure: no database, no clock.
"""

from nscl.documents.province_package.faults import Fault, PackageFault
from nscl.documents.province_package.format import FORMAT_VERSION, Manifest, Member, file_name_of
from nscl.documents.province_package.reading import OpenPackage, open_package
from nscl.documents.province_package.schema import Field, FieldType, Table, TableHead
from nscl.documents.province_package.writing import WrittenTables, write_package

__all__ = [
    "FORMAT_VERSION",
    "Fault",
    "Field",
    "FieldType",
    "Manifest",
    "Member",
    "OpenPackage",
    "PackageFault",
    "Table",
    "TableHead",
    "WrittenTables",
    "file_name_of",
    "open_package",
    "write_package",
]

"""`datapackage.json`: what lies in the archive, as the Frictionless standard says it (datapackage.org, version 2.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nscl.documents.province_package.faults import Fault, PackageFault
from nscl.documents.province_package.format import DESCRIPTOR, FORMAT, FORMAT_VERSION, WORKBOOK, Manifest, Member
from nscl.documents.province_package.schema import Field, FieldType, TableHead

_PROFILES: Final = "https://datapackage.org/profiles/2.0"
_MOST_FIELDS: Final = 200


def describe(manifest: Manifest, tables: Sequence[tuple[TableHead, Member]]) -> bytes:
    """The descriptor of tables, each with the member that it was written to."""
    content = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"{FORMAT}-{manifest.unit_code}-{manifest.year}",
        "title": f"{manifest.unit_name}: {manifest.plan_label}, năm {manifest.year}",
        "version": f"{FORMAT_VERSION}.0.0",
        "created": manifest.made_at.isoformat(),
        "contributors": [{"title": manifest.deployment, "roles": ["publisher"]}],
        "resources": [_table(head, member) for head, member in tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _table(head: TableHead, member: Member) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [one.descriptor() for one in head.fields],
        "missingValues": [""],
    }
    if head.key:
        schema["primaryKey"] = list(head.key)
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": head.name,
        "title": head.title,
        "type": "table",
        "path": member.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": member.size,
        "hash": f"sha256:{member.sha256}",
        "schema": schema,
    }


def read_descriptor(text: bytes, members: Mapping[str, Member]) -> tuple[TableHead, ...]:
    """The tables that a descriptor names; every member but descriptor and workbook is one of them, once.

    Raises PackageFault (DESCRIPTOR) where it cannot be read, or does not say of the members what they are.
    """
    try:
        resources = json.loads(text)["resources"]
        heads = [_read(one, members) for one in resources]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise PackageFault(Fault.DESCRIPTOR, DESCRIPTOR) from error
    described = sorted(one["path"] for one in resources)
    if described != sorted(members.keys() - {DESCRIPTOR, WORKBOOK}):
        raise PackageFault(Fault.DESCRIPTOR, DESCRIPTOR)
    return tuple(heads)


def _read(resource: Mapping[str, Any], members: Mapping[str, Member]) -> TableHead:
    member = members[resource["path"]]
    if resource["hash"] != f"sha256:{member.sha256}" or resource["bytes"] != member.size:
        raise ValueError(member.path)
    schema = resource["schema"]
    fields = tuple(_field(one) for one in schema["fields"])
    names = {one.name for one in fields}
    key = tuple(schema.get("primaryKey", ()))
    if not fields or len(fields) > _MOST_FIELDS or len(names) != len(fields) or not names.issuperset(key):
        raise ValueError(member.path)
    head = TableHead(str(resource["name"]), str(resource["title"]), fields, key)
    if head.path != member.path:
        raise ValueError(member.path)
    return head


def _field(row: Mapping[str, Any]) -> Field:
    required = row.get("constraints", {}).get("required", False)
    return Field(str(row["name"]), str(row["title"]), FieldType(row["type"]), required is True)

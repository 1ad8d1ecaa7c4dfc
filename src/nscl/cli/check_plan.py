"""`nscl check-plan`: the contradictions of a plan pack, without a database."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from nscl.cli.files import read_pack_or_exit
from nscl.documents.checks import Finding, check_pack
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.labels import value_label
from nscl.institutions.reference import ReferenceRegister, read_reference

EXIT_CONTRADICTION = 1


@click.command("check-plan")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--format", "as_format", type=click.Choice(["text", "json"]), default="text", help="cách in kết quả")
def check_plan(pack: Path, as_format: str) -> None:
    """Tìm chỗ mâu thuẫn trong gói kế hoạch PACK.

    Mã kết thúc: 0 không có chỗ sai, 1 có chỗ sai, 2 không đọc được tệp.
    """
    read = read_pack_or_exit(pack)
    findings = check_pack(read, register=ReferenceRegister(read_reference(Path(settings.DATA_DIR) / "reference")))
    click.echo(_as_json(pack, findings) if as_format == "json" else _as_text(pack, findings))
    if any(finding.severity is FindingSeverity.ERROR for finding in findings):
        sys.exit(EXIT_CONTRADICTION)


def _as_json(pack: Path, findings: tuple[Finding, ...]) -> str:
    rows: list[dict[str, Any]] = [dataclasses.asdict(finding) for finding in findings]
    return json.dumps({"pack": str(pack), "findings": rows}, ensure_ascii=False, indent=2, default=str)


def _as_text(pack: Path, findings: tuple[Finding, ...]) -> str:
    counts = {severity: sum(f.severity is severity for f in findings) for severity in FindingSeverity}
    summary = ", ".join(f"{count} {value_label(severity)}" for severity, count in counts.items())
    blocks = [f"{pack}: {len(findings)} phát hiện ({summary})."]
    blocks += [_block(finding) for finding in findings]
    return "\n\n".join(blocks)


def _block(finding: Finding) -> str:
    lines = "cả văn bản"
    if finding.at is not None:
        first, last = finding.at
        lines = f"dòng {first}" if first == last else f"dòng {first}–{last}"
    rows = [
        f"{value_label(finding.severity).upper()} · {value_label(finding.kind)} · {lines} · {finding.subject}",
        f"  Văn bản viết:      {finding.says}",
    ]
    if finding.conflicts_with:
        rows.append(f"  Trái với:          {finding.conflicts_with}")
    if finding.likely:
        rows.append(f"  Nhiều khả năng là: {finding.likely}")
    return "\n".join(rows)

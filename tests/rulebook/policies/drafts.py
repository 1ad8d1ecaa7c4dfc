"""A draft resolution of a province, as text, to be changed by the tests."""

from __future__ import annotations

from pathlib import Path

from nscl.rulebook.policies import Policy, read_draft
from tests.rulebook.policies.drawing import shipped

DRAFT = """\
rulebook: 1
policy:
  number: Dự thảo nghị quyết
  title: Mức hỗ trợ năng suất, chất lượng
  issuer: HĐND tỉnh Bắc Ninh
  issued_on: missing
  source: tờ trình thử
  confidence: H
force:
  - {from: 2027-01-01, to: 2030-12-31, status: in-force, cite: "Dự thảo, điều 5", confidence: H}
succession:
  replaced_by: Nghị quyết 01/2031/NQ-HĐND
  under_way: this
overlap: {words: Không hỗ trợ trùng., cite: "Dự thảo, điều 4"}
choice: none
awaits: none
bound_by: [quoc-gia/37-2026-nd-cp#sme-programme]
priorities: none
deadlines:
  - {step: answer, working_days: 10, words: trả kết quả, cite: "Dự thảo, điều 6"}
documents: none
items:
  - key: systems
    cite: Dự thảo, điều 3.1
    confidence: H
    says: hỗ trợ 90% chi phí cho mỗi tiêu chuẩn.
    role: level
    content: management-system
    subjects: any
    who: {kinds: [enterprise, cooperative], sizes: any, sectors: any, any_of: any}
    trigger: none
    conditions:
      - {fact: social-enterprise, must_be: false, words: không phải doanh nghiệp xã hội., cite: "Dự thảo, điều 3.2"}
    read: whole
    once: subject
    of: [contract]
    levels:
      - {sizes: any, any_of: any, percent: 90, cap: {vnd: 200_000_000, per: standard}}
    most_a_year: none
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "du-thao.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def draft(folder: Path, text: str = DRAFT) -> Policy:
    return read_draft(written(folder, text), "bac-ninh", shipped())

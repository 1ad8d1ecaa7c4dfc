"""A small plan pack of our own: every part of the format, a few items each; province and figures are invented."""

from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import PlanPack

SAMPLE = """\
schema: 1

plan:
  slug: tinh-mau-2026-2030
  title: Kế hoạch mẫu
  number: null
  issued_on: "2025-08"
  issuer: UBND tỉnh Mẫu
  province: {name: Mẫu, code: "99"}
  period: {start: 2026, end: 2030}

legal_basis:
  - {number: 1322/QĐ-TTg, date: "2020-08-31", issuer: Thủ tướng Chính phủ, about: Chương trình quốc gia, at: [1, 2]}

agencies:
  - {key: so-khcn, name: Sở Khoa học và Công nghệ, kind: department}
  - {key: so-y-te, name: Sở Y tế, kind: department}
  - {key: ubnd-tinh, name: UBND tỉnh, kind: peoples-committee}

targets:
  - key: T1
    text: Đào tạo chuyên gia
    at: [3, 4]
    phase: {start: 2026, end: 2030}
    measures:
      - {indicator: experts_trained, label: chuyên gia, op: range, value: 10, value_to: 12.5, unit: người, when: total,
         of: null}
  - {key: T2, text: Nâng cao nhận thức, at: [5, 5], phase: {start: 2026, end: 2030}, measures: []}

task_groups:
  - {key: "1", title: Đào tạo}

tasks:
  - key: "1.1"
    group: "1"
    title: Mở lớp
    lead: [so-khcn]
    coordinate: [so-y-te]
    schedule: {kind: years, start: 2026, end: 2028, text: 2026 - 2028}
    outputs:
      - {text: 02 lớp, op: exactly, value: 2, value_to: null, unit: lớp, by: 2027}
      - {text: Báo cáo, op: null, value: null, value_to: null, unit: null}
    note: null
    at: [10, 12]

budget:
  unit_vnd: 1000000
  years: [2026, 2027]
  sources: [{key: state, name: NSNN}, {key: enterprise, name: DN}]
  lines:
    - {key: I, parent: null, title: Đào tạo, unit_cost: null, quantity: null, quantity_unit: null, total: {all: 41.25},
       by_year: {}, lead: [], coordinate: [], note: null, at: [20, 20]}
    - {key: I.1, parent: I, title: Lớp, unit_cost: 20.625, quantity: 2, quantity_unit: lớp,
       total: {all: 41.25, state: 31.25, enterprise: 10},
       by_year: {2026: {state: 31.25, enterprise: 0}, 2027: {enterprise: 10}},
       lead: [so-khcn], coordinate: [], note: null, at: [21, 22]}
  grand_total: {total: {all: 41.25}, by_year: {2026: {all: 31.25}}}
  stated:
    - {what: Tổng, year: null, source: all, printed: "41.250.000", vnd: 41250000, words: null,
       words_vnd: null, at: [25, 25]}

responsibilities:
  - {agency: so-khcn, role: lead, text: Chủ trì thực hiện kế hoạch, with: [so-y-te], at: [30, 31]}
  - {agency: so-y-te, role: coordinate, text: Phối hợp thực hiện tại các bệnh viện, with: [], at: [32, 32]}

reporting:
  - {from: [so-y-te], to: so-khcn, due: "--11-20", every: year, at: [33, 33]}

reviews:
  - {kind: final, year: 2030, lead: so-khcn, at: [34, 34]}

support_rules:
  - {kind: eligible, text: Doanh nghiệp nhỏ và vừa, at: [35, 35]}

findings:
  - {kind: numbering, severity: info, at: [1, 1], says: Số để trống, conflicts_with: null, likely: null}

source: {lines: 40, sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}
"""


def sample_with(*changes: tuple[str, str]) -> str:
    """The sample with each first text replaced by the second; every first text must stand in it exactly once."""
    text = SAMPLE
    for before, after in changes:
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in the sample"
        text = text.replace(before, after)
    return text


def read_sample(*changes: tuple[str, str]) -> PlanPack:
    """The sample, changed, as a pack."""
    return read_pack(sample_with(*changes).encode(), name="plan.yaml")

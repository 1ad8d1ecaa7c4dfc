"""Conditions on support in small plans of our own."""

import pytest

from nscl.documents.pack.enums import SupportRuleKind
from nscl.documents.pack.schema import SupportRule
from nscl.documents.reading.results import Extracted
from nscl.documents.reading.support_rules import read_support_rules
from tests.documents.reading.targets.texts import plan, stages

SCOPE = """KẾ HOẠCH
I. NỘI DUNG
1. Đối tượng và phạm vi hỗ trợ
1.1. Đối tượng
- Doanh nghiệp, hợp tác xã hoạt động trong tỉnh.
- Ưu tiên hợp tác xã ở vùng khó khăn.
1.2. Phạm vi
- Hỗ trợ chứng nhận sản phẩm và hệ thống quản lý.
- Mỗi tổ chức được chọn nhiều nội dung, một nội dung chỉ được hỗ trợ 01 lần.
"""


def read(text: str) -> Extracted[SupportRule]:
    document, outline = stages(text)
    return read_support_rules(outline, damaged=document.marks_lost, lines=document.lines)


def test_the_part_on_scope() -> None:
    found = read(SCOPE)
    assert [(rule.kind, rule.at) for rule in found.items] == [
        (SupportRuleKind.ELIGIBLE, (5, 5)),
        (SupportRuleKind.PRIORITY, (6, 6)),
        (SupportRuleKind.ELIGIBLE, (8, 8)),
        (SupportRuleKind.LIMIT, (9, 9)),
    ]
    assert found.items[1].text == "Ưu tiên hợp tác xã ở vùng khó khăn."
    assert [span.first for span in found.read] == [5, 6, 8, 9]


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        ("- Hỗ trợ các doanh nghiệp chứng nhận hợp chuẩn.", SupportRuleKind.ELIGIBLE),
        ("- Khuyến khích, hỗ trợ hợp tác xã tham gia giải thưởng.", SupportRuleKind.ELIGIBLE),
        ("- Hỗ trợ doanh nghiệp làm nhãn; mức hỗ trợ không quá 50 triệu đồng.", SupportRuleKind.LIMIT),
        ("- Hỗ trợ không quá 30% chi phí thử nghiệm.", SupportRuleKind.LIMIT),
        ("- Làm nhãn cho nông sản, trong đó ưu tiên sản phẩm OCOP.", SupportRuleKind.PRIORITY),
        ("- Doanh nghiệp đối ứng phần chi phí tư vấn còn lại.", SupportRuleKind.MATCHING),
        ("- Phổ biến kiến thức cho các doanh nghiệp trong tỉnh.", None),
        ("- Tổng hợp, báo cáo mức hỗ trợ hằng năm.", None),
    ],
)
def test_sentences_of_the_tasks(task: str, kind: SupportRuleKind | None) -> None:
    found = read(plan("- Mở 10 lớp tập huấn.", tasks=task))
    assert [rule.kind for rule in found.items] == ([kind] if kind else [])


def test_who_pays_the_rest_is_told_by_the_funding() -> None:
    found = read(plan("- Mở 10 lớp.", funding="Từ ngân sách tỉnh và kinh phí đối ứng của doanh nghiệp, hợp tác xã."))
    assert [rule.kind for rule in found.items] == [SupportRuleKind.MATCHING]
    assert read(plan("- Mở 10 lớp.")).items == ()


def test_a_priority_among_the_goals_is_a_rule() -> None:
    found = read(plan("Hỗ trợ 20 hợp tác xã.\nƯu tiên hỗ trợ hợp tác xã ở vùng khó khăn."))
    assert [(rule.kind, rule.at.last) for rule in found.items] == [(SupportRuleKind.PRIORITY, 9)]

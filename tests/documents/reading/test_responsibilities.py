"""Duties of the chapter on organisation."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.enums import DutyRole
from nscl.documents.pack.schema import Responsibility
from nscl.documents.pack.values import Span
from nscl.documents.reading.formats import decode
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.responsibilities import read_responsibilities
from tests.conftest import SHARED
from tests.documents.reading.chapters import chapter
from tests.documents.reading.printing import printed

LEAD, COORDINATE, ADVISE, APPRAISE = DutyRole.LEAD, DutyRole.COORDINATE, DutyRole.ADVISE, DutyRole.APPRAISE
FUND, REPORT, SELECT, SUPERVISE, INFORM = (
    DutyRole.FUND,
    DutyRole.REPORT,
    DutyRole.SELECT,
    DutyRole.SUPERVISE,
    DutyRole.INFORM,
)
_SLACK = 3  # lines, as the scorer has it


def duties(*paragraphs: str, damaged: bool = False) -> tuple[Responsibility, ...]:
    return read_responsibilities(chapter(*paragraphs, damaged=damaged), damaged=damaged).items


def brief(found: tuple[Responsibility, ...]) -> list[tuple[str, DutyRole, tuple[str, ...]]]:
    return [(duty.agency, duty.role, duty.partners) for duty in found]


@pytest.mark.parametrize(
    ("sentence", "role", "partners"),
    [
        ("Chủ trì, phối hợp với Sở Công Thương xây dựng mô hình điểm trong doanh nghiệp.", LEAD, ("so-cong-thuong",)),
        ("Phối hợp với Sở Y tế, Sở Nội vụ và UBND cấp xã triển khai các lớp tập huấn.", COORDINATE,
         ("so-y-te", "so-noi-vu", "ubnd-cap-xa")),
        ("Tham mưu UBND tỉnh ban hành chính sách khuyến khích đổi mới.", ADVISE, ()),
        ("Chủ trì thẩm định hồ sơ dự toán của các đơn vị.", APPRAISE, ()),
        ("Tham mưu cấp có thẩm quyền bố trí kinh phí hằng năm.", FUND, ()),
        ("Hướng dẫn thanh quyết toán kinh phí theo quy định.", FUND, ()),
        ("Lựa chọn đơn vị tư vấn có đủ năng lực.", SELECT, ()),
        ("Theo dõi, đôn đốc việc thực hiện của các đơn vị.", SUPERVISE, ()),
        ("Thông tin, tuyên truyền nội dung Kế hoạch đến hội viên.", INFORM, ()),
        ("Cung cấp thông tin về nhu cầu đào tạo của hội viên.", INFORM, ()),
        ("Báo cáo UBND tỉnh trước ngày 10 tháng 12 hằng năm.", REPORT, ()),
        ("Xây dựng và ban hành quy chuẩn kỹ thuật địa phương.", LEAD, ()),
    ],
)  # fmt: skip
def test_roles_by_the_first_verb(sentence: str, role: DutyRole, partners: tuple[str, ...]) -> None:
    assert brief(duties("1. Sở Khoa học và Công nghệ", f"a) {sentence}")) == [("so-khcn", role, partners)]


def test_a_heading_of_several_agencies_is_a_duty_of_each() -> None:
    found = duties(
        "1. Ban Quản lý Khu kinh tế, Sở Công Thương",
        "Phối hợp với Sở Nội vụ khảo sát nhu cầu của doanh nghiệp trong khu.",
    )
    assert brief(found) == [("bql-kkt", COORDINATE, ("so-noi-vu",)), ("so-cong-thuong", COORDINATE, ("so-noi-vu",))]
    assert {duty.text for duty in found} == {"Phối hợp khảo sát nhu cầu của doanh nghiệp trong khu"}


def test_a_list_of_fields_is_a_heading() -> None:
    found = duties(
        "1. Sở Khoa học và Công nghệ",
        "a) Tổ chức các lớp tập huấn.",
        "2. Các Sở: Công Thương; Xây dựng; Y tế và UBND các xã, phường trong phạm vi thẩm quyền có trách nhiệm:",
        "a) Xây dựng kế hoạch hằng năm của ngành.",
    )
    assert [duty.agency for duty in found] == ["so-khcn", "so-cong-thuong", "so-xay-dung", "so-y-te", "ubnd-cap-xa"]


def test_a_duty_on_the_line_of_its_agency() -> None:
    found = duties("1. Sở Tài chính: Chủ trì thẩm định dự toán, tham mưu UBND tỉnh bố trí nguồn kinh phí.")
    assert brief(found) == [("so-tai-chinh", APPRAISE, ()), ("so-tai-chinh", FUND, ())]


def test_the_parts_of_a_sentence_are_duties() -> None:
    found = duties(
        "1. Sở Khoa học và Công nghệ",
        "- Lựa chọn đơn vị tư vấn; ký kết hợp đồng; theo dõi, giám sát việc thực hiện; thanh quyết toán kinh phí.",
    )
    assert [duty.role for duty in found] == [SELECT, LEAD, SUPERVISE, FUND]


def test_partners_hold_for_the_parts_after_them() -> None:
    found = duties("1. Liên minh Hợp tác xã", "Phối hợp với Sở Nội vụ mở lớp; tổ chức cuộc thi cho thành viên.")
    assert brief(found) == [("lien-minh-htx", COORDINATE, ("so-noi-vu",))] * 2


def test_a_part_without_a_verb_of_its_own_goes_on() -> None:
    found = read_responsibilities(
        chapter("1. Sở Y tế", "a) Mở lớp tập huấn cho cán bộ; không thu học phí của người học.")
    )
    assert [duty.text for duty in found.items] == ["Mở lớp tập huấn cho cán bộ; không thu học phí của người học"]
    assert found.doubts == ()


def test_who_gathers_reports_has_a_duty_too() -> None:
    found = duties(
        "1. UBND các xã, phường",
        "a) Hằng năm, báo cáo kết quả về Sở KH&CN để tổng hợp, báo cáo UBND tỉnh.",
    )
    assert brief(found) == [("ubnd-cap-xa", REPORT, ()), ("so-khcn", REPORT, ("ubnd-tinh",))]


def test_a_closing_paragraph_names_its_own() -> None:
    found = duties(
        "1. Sở Khoa học và Công nghệ",
        "a) Tổ chức các lớp tập huấn.",
        "Yêu cầu Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã, phường chủ động phối hợp tổ chức thực hiện. "
        "Hằng năm, báo cáo kết quả trước ngày 20 tháng 11.",
    )
    assert [(duty.agency, duty.role) for duty in found[1:]] == [
        ("thu-truong-co-quan", COORDINATE),
        ("ubnd-cap-xa", COORDINATE),
        ("thu-truong-co-quan", REPORT),
        ("ubnd-cap-xa", REPORT),
    ]


def test_a_ground_before_the_agency() -> None:
    found = duties("2. Tài chính", "Căn cứ dự toán được giao, Sở Tài chính thẩm định hồ sơ của các đơn vị.")
    assert [(duty.agency, duty.role) for duty in found] == [("so-tai-chinh", APPRAISE)]


def test_a_lead_in_is_no_duty() -> None:
    found = duties("1. Sở Khoa học và Công nghệ", "Có trách nhiệm thực hiện các công việc sau:", "- Mở lớp tập huấn.")
    assert [duty.text for duty in found] == ["Mở lớp tập huấn"]


def test_a_duty_without_a_known_verb_is_doubted() -> None:
    found = read_responsibilities(chapter("1. Sở Y tế", "a) Nêu cao tinh thần gương mẫu trong ngành."))
    assert [(duty.role, duty.agency) for duty in found.items] == [(LEAD, "so-y-te")]
    assert [(doubt.rule, doubt.subject) for doubt in found.doubts] == [("duty-role", "responsibilities[1].role")]


def test_bodies_that_no_list_knows_are_doubted_once() -> None:
    found = read_responsibilities(
        chapter(
            "1. Sở Y tế",
            "a) Phối hợp với Viện Nghiên cứu Tre tổ chức các lớp tập huấn.",
            "2. Viện Nghiên cứu Tre",
            "a) Hướng dẫn các hộ trồng tre áp dụng công cụ cải tiến.",
            "b) Chủ trì, phối hợp với Sở Nội vụ, Quỹ Sáng kiến Xanh xét chọn giải pháp.",
        )
    )
    assert [duty.agency for duty in found.items] == ["so-y-te", *["vien-nghien-cuu-tre"] * 2]
    assert [(doubt.rule, doubt.subject) for doubt in found.doubts] == [
        ("agency-unknown", "responsibilities[1].with"),
        ("agency-unknown", "responsibilities[3].with"),
    ]
    assert "Viện Nghiên cứu Tre" in found.doubts[0].reason


def test_long_duties_are_cut_short() -> None:
    (duty,) = duties("1. Sở Y tế", f"a) Tổ chức {'các lớp tập huấn, ' * 40}và hội nghị.")
    assert len(duty.text) <= 222
    assert duty.text.endswith("…")


def test_sentences_about_nobody_stay_unread() -> None:
    found = read_responsibilities(chapter("Các nhiệm vụ nêu trên được thực hiện nghiêm túc."))
    assert (found.items, found.read) == ((), ())


def test_each_sentence_has_its_own_lines() -> None:
    document = printed(
        [
            "V. TỔ CHỨC THỰC HIỆN",
            "1. Sở Khoa học và Công nghệ",
            f"Mở lớp tập huấn {'cho cán bộ các đơn vị ' * 8}trong năm. Theo dõi {'các xã trên địa bàn ' * 8}cả năm.",
        ]
    )
    outline = build_outline(join_paragraphs(document))
    whole = read_responsibilities(outline).items
    exact = read_responsibilities(outline, document=document).items
    assert [duty.role for duty in exact] == [LEAD, SUPERVISE]
    assert whole[0].at == whole[1].at == Span(3, len(document.lines))
    assert exact[0].at.first == 3
    assert exact[0].at.last < len(document.lines)
    assert exact[1].at.last == len(document.lines)


def test_damaged_text() -> None:
    found = duties(
        "1. S6 Y té",
        "a) Phéi hop v6i S& Khoa hoc va Cong nghé lya chon cac co s¢ lam diém.",
        "b) Chu tri tham dinh noi dung.",
        "2. UBND cép x4",
        "a) Tuyén truyén dén ngudi dan.",
        damaged=True,
    )
    assert brief(found)[0] == ("so-y-te", SELECT, ("so-khcn",))
    assert [(duty.agency, duty.role) for duty in found[1:]] == [("so-y-te", APPRAISE), ("ubnd-cap-xa", INFORM)]


_PIECES = [
    "1. ",
    "a) ",
    "Sở Y tế",
    "Chủ trì, ",
    "phối hợp với ",
    "; ",
    ". ",
    "báo cáo ",
    "UBND tỉnh",
    ": ",
    "Căn cứ ",
    ", ",
]


@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=10).map("".join), max_size=6), st.booleans())
def test_pieces_of_duties_in_any_order(lines: list[str], damaged: bool) -> None:
    for duty in duties(*[line for line in lines if line.strip()], damaged=damaged):
        assert duty.text


@given(st.lists(st.text(min_size=1, max_size=80), max_size=6), st.booleans())
def test_any_chapter_is_read(lines: list[str], damaged: bool) -> None:
    duties(*lines, damaged=damaged)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared không có ở máy này")
@pytest.mark.parametrize(
    ("slug", "least"),
    [
        ("bac-giang-2021-2025", 0.85),
        ("bac-ninh-2026-2030", 0.85),
        ("hung-yen-2021-2030", 0.9),
        ("lang-son-2026-2030", 0.8),
        ("quang-tri-2021-2030", 0.95),
    ],
)
def test_duties_of_the_packs_read_by_hand(slug: str, least: float) -> None:
    """The share of hand-read duties for which the reader has one of that agency on those lines."""
    folder = SHARED / "plans" / slug
    pack = yaml.load((folder / "plan.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    document = decode((folder / "source.txt").read_bytes(), name="source.txt")
    outline = build_outline(join_paragraphs(document), damaged=document.marks_lost)
    found = list(read_responsibilities(outline, damaged=document.marks_lost, document=document).items)
    same = {"co-quan-lien-quan": "don-vi-lien-quan", "cac-don-vi-lien-quan": "don-vi-lien-quan"}
    hits = 0
    for gold in pack["responsibilities"]:
        agency, (first, last) = same.get(gold["agency"], gold["agency"]), gold["at"]
        for duty in found:
            if duty.agency == agency and duty.at.first - _SLACK <= last and first - _SLACK <= duty.at.last:
                found.remove(duty)
                hits += 1
                break
    assert hits >= least * len(pack["responsibilities"])

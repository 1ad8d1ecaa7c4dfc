"""Bodies in text whose diacritics recognition has lost."""

import pytest

from nscl.documents.reading.agencies import find_agencies

PROVINCE = "Cao Bằng"


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("S6 Khoa hoc va Cong nghé", "so-khcn", "Sở Khoa học và Công nghệ"),
        ("S¢ Khoa hoc\nva Cong ngh¢", "so-khcn", "Sở Khoa học và Công nghệ"),
        ("4.S6 Y té", "so-y-te", "Sở Y tế"),
        ("Sé¢ Tai chinh", "so-tai-chinh", "Sở Tài chính"),
        ("S& No1 vu", "so-noi-vu", "Sở Nội vụ"),
        ("S6' Cong Thuong", "so-cong-thuong", "Sở Công Thương"),
        ("B6 Khoa hoc va Cong nghg", "bo-khcn", "Bộ Khoa học và Công nghệ"),
        ("Cac sd, ban, nganh", "cac-so-nganh", "Các sở, ban, ngành"),
        ("cac UBND cép xi", "ubnd-cap-xa", "UBND cấp xã"),
        ("Ban Quan Iy cac khu cong nghiép", "bql-kcn", "Ban Quản lý các khu công nghiệp"),
        ("B4o va Phat thanh truyén hinh tinh Cao Béng", "bao-ptth", "Báo và Phát thanh truyền hình tỉnh Cao Bằng"),
        ("Uy ban Tiéu chuin Po luong Chat\nlwong Qudc gia", "uy-ban-tcdlcl",
         "Ủy ban Tiêu chuẩn Đo lường Chất lượng Quốc gia"),
        ("Thu tuéng Chinh phu", "thu-tuong", "Thủ tướng Chính phủ"),
        ("So KH&CN", "so-khcn", "Sở Khoa học và Công nghệ"),
        ("S6 GD&DT", "so-gddt", "Sở Giáo dục và Đào tạo"),
        ("Sé NN&PTNT", "so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("B6 CT", "bo-cong-thuong", "Bộ Công Thương"),
        ("cua So Tai chinh", "so-tai-chinh", "Sở Tài chính"),
        ("BQL cac KCN", "bql-kcn", "Ban Quản lý các khu công nghiệp"),
    ],
)  # fmt: skip
def test_names_are_restored(text: str, key: str, name: str) -> None:
    (mention,) = find_agencies(text, damaged=True, province=PROVINCE)
    assert (mention.key, mention.name, mention.known) == (key, name, True)
    assert text[mention.start : mention.stop] == mention.as_written


@pytest.mark.parametrize(
    "text",
    [
        "cac nhiém vu khoa hoc va cong ngh¢ hang nam",
        "co s6 y té trén dia ban",
        "ho so tai chinh cua don vi",
        "lap ho so KHCN",
        "mot s6 y te thon; chi so tai chinh",
        "vé nang suat va chat luong san pham, hang hoa",
        "giai doan 2027-2032; tai chinh theo quy dinh",
    ],
)
def test_subjects_are_no_bodies(text: str) -> None:
    known = [mention.key for mention in find_agencies(text, damaged=True)]
    assert not {"so-khcn", "so-y-te", "so-tai-chinh", "vien-nsvn", "cuc-qlclsphh"} & set(known)


def test_a_name_goes_over_no_cell_border() -> None:
    text = "S6 Khoa hoc | va Cong nghé"
    assert [mention.key for mention in find_agencies(text, damaged=True)] == []


def test_several_names() -> None:
    text = "S6 Khoa hoc va Cong nghé, Biao va PTTH; Cac s6, ban, nganh, cac UBND cap x4"
    assert [mention.key for mention in find_agencies(text, damaged=True, province=PROVINCE)] == [
        "so-khcn",
        "bao-ptth",
        "cac-so-nganh",
        "ubnd-cap-xa",
    ]

"""Names of bodies in cells and sentences, in the wordings of many provinces."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.reading.agencies import find_agencies

PROVINCE = "Đồng Nai"


def keys(text: str, *, cell: bool = False) -> list[str]:
    return [mention.key for mention in find_agencies(text, province=PROVINCE, cell=cell)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sở Khoa học và Công nghệ", "so-khcn"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "so-khcn"),
        ("Sở Khoa\nhọc và\n\nCông nghệ", "so-khcn"),
        ("SởKhoa họcvà Công nghệ", "so-khcn"),
        ("Sở KHCN", "so-khcn"),
        ("Sở KH&CN", "so-khcn"),
        ("Sở KH & CN", "so-khcn"),
        ("Sở KH-CN", "so-khcn"),
        ("Sở KH và CN", "so-khcn"),
        ("Sở Công thương", "so-cong-thuong"),
        ("Sở KH&ĐT", "so-khdt"),
        ("Sở NN và PTNT", "so-nnptnt"),
        ("Sở Nông nghiệp & PTNT", "so-nnptnt"),
        ("Sở NN&MT", "so-nnmt"),
        ("Sở Lao Động, TB&XH", "so-ldtbxh"),
        ("Sở LĐ-TBXH", "so-ldtbxh"),
        ("Sở Lao động – Thương binh và Xã hội", "so-ldtbxh"),
        ("Sở VH,TT&DL", "so-vhttdl"),
        ("Sở Văn hóa, Thể thao & Du lịch", "so-vhttdl"),
        ("Sở Văn hóa và Thể thao", "so-vhtt"),
        ("Sở Dân tộc và Tôn giáo", "so-dttg"),
        ("Bộ KH&CN", "bo-khcn"),
        ("BQL các KCN", "bql-kcn"),
        ("Ban Quản lý Khu kinh tế tỉnh", "bql-kkt"),
        ("Chi cục Tiêu chuẩn - Đo lường - Chất lượng", "chi-cuc-tcdlcl"),
        ("Chi cục TĐC", "chi-cuc-tcdlcl"),
        ("Tổng cục TC-ĐL-CL", "tong-cuc-tcdlcl"),
        ("Ủy ban TCĐLCL Quốc gia", "uy-ban-tcdlcl"),
        ("Liên minh HTX tỉnh", "lien-minh-htx"),
        ("Hiệp hội DN nhỏ và vừa tỉnh", "hiep-hoi-dn"),
        ("Liên hiệp các Hội KH&KT", "lien-hiep-hoi"),
        ("Đài PT và TH tỉnh", "dai-ptth"),
        ("Đài PT-TH Đồng Nai", "dai-ptth"),
        ("Báo Đồng Nai", "bao-tinh"),
        ("Báo và Đài PTTH tỉnh", "bao-ptth"),
        ("Ủy ban nhân dân tỉnh", "ubnd-tinh"),
        ("VP UBND tỉnh", "vp-ubnd-tinh"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "mttq-tinh"),
        ("Tỉnh đoàn", "doan-thanh-nien"),
        ("UBND các huyện, TX,TP", "ubnd-huyen"),
        ("Ủy ban nhân dân các quận, huyện, thị xã", "ubnd-huyen"),
        ("UBND cấp huyện", "ubnd-huyen"),
        ("Chủ tịch UBND các huyện, thành phố", "ubnd-huyen"),
        ("UBND các xã, phường, thị trấn", "ubnd-cap-xa"),
        ("UBND xã, phường, đặc khu", "ubnd-cap-xa"),
        ("UBND 38 xã, phường", "ubnd-cap-xa"),
        ("các sở ngành", "cac-so-nganh"),
        ("Các Sở, ban, ngành, đoàn thể tỉnh", "cac-so-nganh"),
        ("Các sở, ngành chức năng có liên quan", "cac-so-nganh"),
        ("các đơn vị có liên quan", "don-vi-lien-quan"),
        ("cơ quan, đơn vị, tổ chức liên quan", "don-vi-lien-quan"),
        ("các tổ chức và cá nhân liên quan", "to-chuc-ca-nhan-lien-quan"),
        ("Thủ trưởng các cơ quan, đơn vị", "thu-truong-co-quan"),
        ("các cơ quan báo chí, truyền thông", "co-quan-ttdc"),
        ("Các cơ sở khám, chữa bệnh", "co-so-kcb"),
        ("DN", "doanh-nghiep"),
    ],
)
def test_wordings_of_one_body(text: str, key: str) -> None:
    assert keys(text, cell=True)[:1] == [key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Khoa học và Công nghệ và các sở, ngành", ["so-khcn", "cac-so-nganh"]),
        ("Các sở, ban, ngành; UBND huyện, thị xã và đơn vị có liên quan",
         ["cac-so-nganh", "ubnd-huyen", "don-vi-lien-quan"]),
        ("Các Sở ban, ngành, DN", ["cac-so-nganh", "doanh-nghiep"]),
        ("Sở Khoa học và Công nghệSở Tài chính", ["so-khcn", "so-tai-chinh"]),
        ("Sở KHCN/Sở Y tế", ["so-khcn", "so-y-te"]),
        ("Sở KHCN\n- Sở Tài chính\n+ UBND xã, phường", ["so-khcn", "so-tai-chinh", "ubnd-cap-xa"]),
        ("Sở KH&CN (Chi cục TĐC)", ["so-khcn", "chi-cuc-tcdlcl"]),
        ("các sở, ngành, địa phương", ["cac-so-nganh", "cac-dia-phuong"]),
        ("UBND cấp huyện, cấp xã", ["ubnd-huyen", "ubnd-cap-xa"]),
        ("Các Sở: Công Thương; Y tế; Văn hóa, Thể thao và Du lịch và UBND các xã, phường",
         ["so-cong-thuong", "so-y-te", "so-vhttdl", "ubnd-cap-xa"]),
        ("các sở Tài chính, Nội vụ, Nông nghiệp và Môi trường", ["so-tai-chinh", "so-noi-vu", "so-nnmt"]),
        ("Các sở: KHCN, TC", ["so-khcn", "so-tai-chinh"]),
        ("Sở Tài chính, Kế hoạch và Đầu tư", ["so-tai-chinh", "so-khdt"]),
        ("các Bộ: Khoa học và Công nghệ, Công Thương", ["bo-khcn", "bo-cong-thuong"]),
        ("Trường đại học, cao đẳng, cơ sở giáo dục nghề nghiệp", ["truong-dh-cd-gdnn"]),
    ],
)  # fmt: skip
def test_several_bodies(text: str, expected: list[str]) -> None:
    assert keys(text, cell=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "cơ sở khoa học và công nghệ",
        "cán bộ tài chính và bộ nông nghiệp",
        "nâng cao năng suất, chất lượng sản phẩm, hàng hóa",
        "trong toàn bộ tài chính của dự án",
    ],
)
def test_words_that_only_sound_like_bodies(text: str) -> None:
    assert keys(text) == []


def test_a_comma_before_small_letters_begins_no_department() -> None:
    assert keys("Phối hợp với Sở Khoa học và Công nghệ, xây dựng phương án tài chính") == ["so-khcn"]


def test_a_sentence_ends_a_name() -> None:
    text = "Giao các sở. Ban chỉ đạo họp hằng tháng"
    assert [mention.as_written for mention in find_agencies(text)][:1] == ["các sở"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Trung tâm Khuyến công thuộc Sở Công Thương", "Trung tâm Khuyến công", AgencyKind.OTHER),
        ("Trường Đại học Nông Lâm", "Trường Đại học Nông Lâm", AgencyKind.EDUCATION),
        ("Bệnh viện Đa khoa tỉnh", "Bệnh viện Đa khoa tỉnh", AgencyKind.HEALTH),
        ("Quỹ Phát triển KH&CN", "Quỹ Phát triển KH&CN", AgencyKind.OTHER),
        ("UBND phường Trấn Biên", "UBND phường Trấn Biên", AgencyKind.COMMUNE),
        ("UBND thành phố Biên Hòa", "UBND thành phố Biên Hòa", AgencyKind.DISTRICT),
        ("Viện Nghiên cứu kinh tế - xã hội tỉnh", "Viện Nghiên cứu kinh tế - xã hội tỉnh", AgencyKind.OTHER),
    ],
)
def test_unknown_bodies_keep_their_own_name(text: str, name: str, kind: AgencyKind) -> None:
    (mention,) = find_agencies(text, province=PROVINCE, cell=True)
    assert (mention.name, mention.kind, mention.known) == (name, kind, False)
    assert mention.key.isascii()


def test_the_own_city_is_the_province() -> None:
    (mention,) = find_agencies("UBND thành phố Cần Thơ", province="Cần Thơ")
    assert (mention.key, mention.known) == ("ubnd-tinh", True)


def test_a_torn_name_that_only_one_body_begins_with() -> None:
    (mention,) = find_agencies("Tổng cục Tiêu chuẩn Đo lường Chất", cell=True)
    assert (mention.key, mention.known) == ("tong-cuc-tcdlcl", True)
    assert mention.score < 1.0
    (other,) = find_agencies("Sở Nông nghiệp", cell=True)  # two departments begin so
    assert not other.known


def test_filling_words_of_a_cell_name_nobody() -> None:
    assert keys("Chủ trì: ; phối hợp và các", cell=True) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "Chủ trì, phối hợp với  Sở Tài\nchính và UBND các xã, phường."
    for mention in find_agencies(text):
        assert text[mention.start : mention.stop] == mention.as_written


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_any_text_is_searched(text: str, damaged: bool, cell: bool) -> None:
    end = 0
    for mention in find_agencies(text, damaged=damaged, cell=cell, province="Đà Nẵng"):
        assert end <= mention.start < mention.stop <= len(text)
        end = mention.stop


_PIECES = [
    "Sở ",
    "các ",
    "Khoa học",
    " và ",
    "Công nghệ",
    ", ",
    "UBND ",
    "huyện",
    "xã",
    "phường",
    ":",
    ";",
    "\n",
    "tỉnh ",
]


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=30), damaged=st.booleans())
@example(pieces=["UBND ", "huyện", "\n", "Sở "], damaged=True)
def test_pieces_of_names_in_any_order(pieces: list[str], damaged: bool) -> None:
    text = "".join(pieces)
    for mention in find_agencies(text, damaged=damaged, cell=True, province=PROVINCE):
        assert mention.name
        assert text[mention.start : mention.stop].strip()


@pytest.mark.parametrize("piece", ["các ", "sở ", "Trung tâm ", "UBND huyện ", "Sở Tài chính, ", "cac co quan "])
def test_repetition_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        started = time.process_time()
        find_agencies(text, cell=True)
        return time.process_time() - started

    seconds(2_000)
    # Eight times the text; a quadratic search would take 64 times as long.
    assert seconds(40_000) < 32 * max(min(seconds(5_000) for _ in range(3)), 0.001)


@pytest.mark.parametrize(
    "text",
    [
        "lập hồ sơ tài chính của mình",
        "một số y tế thôn",
        "các chỉ số công thương",
        "lap ho so tai chinh",
        "bổ nội vụ",
    ],
)
def test_words_that_only_look_like_a_department_are_none(text: str) -> None:
    assert keys(text) == []


def test_a_department_after_a_comma_is_one() -> None:
    assert keys("Các hội, Sở Công Thương") == ["so-cong-thuong"]

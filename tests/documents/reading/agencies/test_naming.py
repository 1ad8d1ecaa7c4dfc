"""One name a body for the whole plan."""

import pytest

from nscl.documents.reading.agencies import Mention, find_agencies, name_agencies


def names(*texts: str, province: str = "Đồng Nai") -> dict[str, str]:
    mentions = [mention for text in texts for mention in find_agencies(text, province=province, cell=True)]
    return {agency.key: agency.name for agency in name_agencies(mentions)}


def test_departments_have_their_full_name() -> None:
    assert names("Sở KHCN", "sở lđ-tbxh") == {
        "so-khcn": "Sở Khoa học và Công nghệ",
        "so-ldtbxh": "Sở Lao động - Thương binh và Xã hội",
    }


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Các sở, ngành", "các sở, ban, ngành"], "Các sở, ban, ngành"),
        (["Các sở ban ngành tỉnh", "các sở, ngành", "Các sở, ban, ngành cấp tỉnh"], "Các sở, ban, ngành cấp tỉnh"),
        (["các sở, ngành", "Các sở, ban, ngành, đoàn thể cấp tỉnh"], "Các sở, ban, ngành, đoàn thể cấp tỉnh"),
        (["các sở, ngành thành phố", "Các sở, ngành"], "Các sở, ngành thành phố"),
    ],
)
def test_departments_together_by_all_that_the_plan_names(texts: list[str], expected: str) -> None:
    assert names(*texts) == {"cac-so-nganh": expected}


def test_rare_members_are_left_out_of_those_concerned() -> None:
    usual = ["các đơn vị có liên quan"] * 4
    assert names(*usual, "các cơ quan, đơn vị liên quan")["don-vi-lien-quan"] == "Các đơn vị có liên quan"
    assert names("các cơ quan liên quan", "đơn vị có liên quan")["don-vi-lien-quan"] == (
        "Các cơ quan, đơn vị có liên quan"
    )


def test_committees_by_the_usual_wording_at_its_fullest() -> None:
    assert names("UBND huyện, TX, TP", "UBND các huyện, thị xã, thành phố", "UBND cấp huyện") == {
        "ubnd-huyen": "UBND các huyện, thị xã, thành phố"
    }
    assert names("UBND cấp xã", "các UBND cấp xã", "UBND các xã, phường") == {"ubnd-cap-xa": "UBND cấp xã"}
    assert names("UBND huyện, thành phố", "Ủy ban nhân dân huyện, thành phố") == {
        "ubnd-huyen": "Ủy ban nhân dân huyện, thành phố"
    }


def test_spelled_out_mentions_before_abbreviations() -> None:
    assert names("Đài PT-TH tỉnh", "Đài PTTH tỉnh", "Đài Phát thanh và Truyền hình Đồng Nai") == {
        "dai-ptth": "Đài Phát thanh và Truyền hình Đồng Nai"
    }
    assert names("Đài PT-TH tỉnh") == {"dai-ptth": "Đài Phát thanh và Truyền hình tỉnh"}


def test_schools_as_a_cell_names_them() -> None:
    prose = "các trường đại học và cao đẳng, trung tâm GDNN trên địa bàn tỉnh"
    cell = "Trường đại học, cao đẳng, trung tâm GDNN"
    assert names(prose, prose, cell)["truong-dh-cd-gdnn"] == (
        "Trường đại học, cao đẳng, trung tâm giáo dục nghề nghiệp"
    )


def test_the_committee_of_the_province_at_its_fullest() -> None:
    assert names("UBND tỉnh", "UBND tỉnh", "Ủy ban nhân dân tỉnh Đồng Nai") == {"ubnd-tinh": "UBND tỉnh Đồng Nai"}


def test_order_of_first_mention_and_each_once() -> None:
    assert list(names("Sở Y tế, Sở KHCN", "Sở KHCN; Sở Tài chính")) == ["so-y-te", "so-khcn", "so-tai-chinh"]
    assert name_agencies(()) == ()


def test_unknown_bodies_are_agencies_too() -> None:
    (mention,) = find_agencies("Quỹ Phát triển sáng tạo", cell=True)
    (agency,) = name_agencies([mention])
    assert (agency.key, agency.name) == ("quy-phat-trien-sang-tao", "Quỹ Phát triển sáng tạo")


def test_mentions_made_elsewhere_are_named() -> None:
    mention = Mention("cac-so-nganh", "Các sở, ngành", find_agencies("các sở, ngành")[0].kind, 0, 13, "các sở, ngành")
    assert name_agencies([mention])[0].name

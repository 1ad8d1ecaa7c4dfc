"""Agencies of the invented plans, by the keys of `data/reference/agencies.yaml`, as they were named on a day."""

from datetime import date

from tests.documents.reading.documents.story import Body

# The rearrangement of departments on 1 March 2025, and the end of districts on 1 July 2025 (vietnam.md 0, C3).
DEPARTMENTS_CHANGED = date(2025, 3, 1)
DISTRICTS_ENDED = date(2025, 7, 1)

SCIENCE = Body("so-khcn", "Sở Khoa học và Công nghệ", "Sở KH&CN")
FINANCE = Body("so-tai-chinh", "Sở Tài chính", "Sở Tài chính")
INDUSTRY = Body("so-cong-thuong", "Sở Công Thương", "Sở Công Thương")
EDUCATION = Body("so-gddt", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT")
HEALTH = Body("so-y-te", "Sở Y tế", "Sở Y tế")
HOME = Body("so-noi-vu", "Sở Nội vụ", "Sở Nội vụ")
FARMING_BEFORE = Body("so-nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT")
FARMING_AFTER = Body("so-nnmt", "Sở Nông nghiệp và Môi trường", "Sở NN&MT")
PLANNING = Body("so-khdt", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT")
BROADCASTER = Body("dai-ptth", "Đài Phát thanh và Truyền hình tỉnh", "Đài Phát thanh và Truyền hình tỉnh")
STATISTICS = Body("cuc-thong-ke", "Cục Thống kê", "Cục Thống kê")
COOPERATIVES = Body("lien-minh-htx", "Liên minh Hợp tác xã tỉnh", "Liên minh Hợp tác xã tỉnh")
DISTRICTS = Body("ubnd-huyen", "UBND các huyện, thành phố", "UBND các huyện, thành phố")
COMMUNES = Body("ubnd-cap-xa", "UBND các xã, phường", "UBND các xã, phường")
OFFICES = Body("cac-so-nganh", "Các sở, ban, ngành", "Các sở, ban, ngành")
COMMITTEE = Body("ubnd-tinh", "UBND tỉnh", "UBND tỉnh")
MINISTRY = Body("bo-khcn", "Bộ Khoa học và Công nghệ", "Bộ KH&CN")


def farming(on: date) -> Body:
    return FARMING_BEFORE if on < DEPARTMENTS_CHANGED else FARMING_AFTER


def planning(on: date) -> Body:
    """The department of planning, whose work the department of finance took over."""
    return PLANNING if on < DEPARTMENTS_CHANGED else FINANCE


def localities(on: date) -> Body:
    return DISTRICTS if on < DISTRICTS_ENDED else COMMUNES

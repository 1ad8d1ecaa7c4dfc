"""Invented people and organisations of a sample."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from nscl.organisations.enums import OrganisationKind, Sex

_FAMILIES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
_MIDDLES: Final = {
    Sex.FEMALE: ("Thị", "Thị Thu", "Thị Ngọc", "Thị Minh", "Thanh"),
    Sex.MALE: ("Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân"),
}
_GIVEN: Final = {
    Sex.FEMALE: ("An", "Chi", "Dung", "Hà", "Hạnh", "Hương", "Lan", "Linh", "Mai", "Nga", "Oanh", "Phương", "Thảo"),
    Sex.MALE: ("Bình", "Cường", "Dũng", "Hải", "Hùng", "Khánh", "Long", "Nam", "Phong", "Sơn", "Thắng", "Tuấn"),
}
_POSITIONS: Final = (
    *("Tổ trưởng sản xuất", "Quản đốc phân xưởng", "Trưởng phòng chất lượng", "Nhân viên kỹ thuật"),
    *("Phó giám đốc", "Cán bộ phụ trách ISO", "Kế toán", "Nhân viên kho"),
)
_ORGANISATIONS: Final = (
    ("Công ty TNHH Cơ khí chính xác (mẫu)", OrganisationKind.ENTERPRISE),
    ("Công ty CP May xuất khẩu (mẫu)", OrganisationKind.ENTERPRISE),
    ("Công ty CP Chế biến nông sản (mẫu)", OrganisationKind.ENTERPRISE),
    ("Công ty TNHH Linh kiện điện tử (mẫu)", OrganisationKind.ENTERPRISE),
    ("Công ty TNHH Bao bì (mẫu)", OrganisationKind.ENTERPRISE),
    ("Doanh nghiệp tư nhân Gỗ mỹ nghệ (mẫu)", OrganisationKind.ENTERPRISE),
    ("Hợp tác xã Rau an toàn (mẫu)", OrganisationKind.COOPERATIVE),
    ("Hợp tác xã Mì gạo (mẫu)", OrganisationKind.COOPERATIVE),
    ("Hộ kinh doanh Bánh truyền thống (mẫu)", OrganisationKind.HOUSEHOLD),
    ("Trường Cao đẳng nghề (mẫu)", OrganisationKind.SCHOOL),
    ("Bệnh viện đa khoa (mẫu)", OrganisationKind.HEALTH),
    ("Trung tâm Kỹ thuật (mẫu)", OrganisationKind.PUBLIC),
)
_BORN: Final = (1968, 2002)
# Of a hundred, who comes from no organisation.
_ALONE: Final = 4


@dataclass(frozen=True, slots=True)
class DrawnPerson:
    """Somebody invented; organisation: which of the sample's, None for none.

    No phone number: any that can be one may be somebody's.
    """

    name: str
    sex: Sex
    birth_year: int
    organisation: int | None
    position: str


def organisations() -> tuple[tuple[str, OrganisationKind], ...]:
    """The organisations that send people: name and kind."""
    return _ORGANISATIONS


def draw_people(random: Random, count: int) -> tuple[DrawnPerson, ...]:
    """So many people, no two of one name."""
    found: dict[str, DrawnPerson] = {}
    while len(found) < count:
        sex = random.choice((Sex.FEMALE, Sex.MALE))
        name = f"{random.choice(_FAMILIES)} {random.choice(_MIDDLES[sex])} {random.choice(_GIVEN[sex])}"
        place = None if random.randrange(100) < _ALONE else random.randrange(len(_ORGANISATIONS))
        position = "" if place is None else random.choice(_POSITIONS)
        found.setdefault(name, DrawnPerson(name, sex, random.randint(*_BORN), place, position))
    return tuple(found.values())

"""Invented organisations of a sample. Without tax codes and telephones: any that can be one may be somebody's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from nscl.organisations.enums import FlagKind, OrganisationKind
from nscl.rulebook.size import SizeClass

# What the rows bear by which they are known as a sample's, where the organisation itself is none.
SOURCE: Final = "Số liệu mẫu"
BASIS: Final = "Giấy tờ mẫu"
_BILLION: Final = 10**9


@dataclass(frozen=True, slots=True)
class SampleFirm:
    """An organisation. industry: a code of VSIC 2018; size: for which its figures are made."""

    key: str
    name: str
    kind: OrganisationKind
    industry: str
    size: SizeClass
    flags: tuple[FlagKind, ...] = ()

    @property
    def figures(self) -> tuple[Decimal, int, int]:
        """Workers, revenue and capital that make the size (Decree 80/2021/NĐ-CP, article 5)."""
        workers, revenue, capital = {
            SizeClass.MICRO: (8, 2, 2),
            SizeClass.SMALL: (45, 30, 15),
            SizeClass.MEDIUM: (150, 140, 70),
            SizeClass.LARGE: (640, 900, 500),
        }[self.size]
        return Decimal(workers), revenue * _BILLION, capital * _BILLION


_FIRM, _COOPERATIVE = OrganisationKind.ENTERPRISE, OrganisationKind.COOPERATIVE
# The organisation of the sample account of a beneficiary: it is there already.
APPLICANT: Final = SampleFirm("own", "", _FIRM, "25920", SizeClass.SMALL, (FlagKind.KEY_PRODUCT,))
FIRMS: Final = (
    SampleFirm("wood", "Công ty TNHH Gỗ mỹ nghệ Phù Khê (mẫu)", _FIRM, "31001", SizeClass.SMALL),
    SampleFirm("noodle", "Công ty TNHH Mì Sông Cầu (mẫu)", _FIRM, "10740", SizeClass.MICRO, (FlagKind.WOMEN_OWNED,)),
    SampleFirm("garment", "Công ty CP May Lục Ngạn (mẫu)", _FIRM, "14100", SizeClass.MEDIUM, (FlagKind.MANY_WOMEN,)),
    SampleFirm("parts", "Công ty CP Linh kiện Quế Võ (mẫu)", _FIRM, "26100", SizeClass.SMALL, (FlagKind.CLUSTER,)),
    SampleFirm("sensor", "Công ty CP Cảm biến Việt Yên (mẫu)", _FIRM, "26510", SizeClass.MICRO, (FlagKind.STARTUP,)),
    SampleFirm("paper", "Công ty TNHH Giấy Phong Khê (mẫu)", _FIRM, "17010", SizeClass.SMALL),
    SampleFirm("lychee", "Công ty CP Chế biến vải thiều (mẫu)", _FIRM, "10301", SizeClass.MEDIUM, (FlagKind.EXPORT,)),
    SampleFirm("steel", "Công ty CP Thép Đa Hội (mẫu)", _FIRM, "24100", SizeClass.LARGE),
    SampleFirm("greens", "Hợp tác xã Rau sạch Gia Bình (mẫu)", _COOPERATIVE, "01181", SizeClass.MICRO),
)

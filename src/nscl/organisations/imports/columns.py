"""The columns of a list of organisations: the same for the template that is filled in, for what is read, and for what
is written out, so that an export can be mended and taken in again.

Headings are Vietnamese whatever the language of the screen: the file goes round offices, which call the columns as
they always did.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import override

from nscl.organisations.enums import FlagKind, OrganisationKind, RiskLevel, VsicEdition
from nscl.records.spreadsheets.columns import Form, SheetColumn, SheetShape, folded

SHEET_NAME: Final = "Tổ chức"
# Those that somebody could be called or written to by: left out of an export unless asked for.
CONTACTS: Final = ("phone", "email")
COLUMNS: Final = (
    SheetColumn(
        "name",
        "Tên tổ chức",
        Form.TEXT,
        is_required=True,
        is_of_one=True,
        also=("Tên", "Tên doanh nghiệp", "Tên đơn vị", "Tên hợp tác xã", "Tên công ty", "Doanh nghiệp"),
    ),
    SheetColumn("kind", "Loại hình", Form.CHOICE, also=("Loại hình tổ chức", "Loại hình doanh nghiệp", "Loại")),
    SheetColumn(
        "tax_code",
        "Mã số thuế",
        Form.TEXT,
        is_of_one=True,
        also=("MST", "Mã số doanh nghiệp", "Mã DN", "MSDN", "Mã số hợp tác xã", "Mã số thuế/Mã số doanh nghiệp"),
    ),
    SheetColumn("commune", "Xã, phường", Form.CHOICE, also=("Xã phường", "Xã", "Phường xã", "Địa bàn", "Mã xã")),
    SheetColumn("address", "Địa chỉ", Form.TEXT, also=("Địa chỉ trụ sở", "Trụ sở", "Địa chỉ trụ sở chính")),
    SheetColumn("founded_on", "Ngày thành lập", Form.DATE, is_of_one=True, also=("Ngày cấp", "Ngày cấp GCN ĐKDN")),
    SheetColumn("industry", "Mã ngành chính", Form.TEXT, also=("Mã ngành", "Ngành", "Mã ngành VSIC", "VSIC")),
    SheetColumn("edition", "Phiên bản VSIC", Form.CHOICE, also=("Phiên bản ngành", "Phiên bản")),
    SheetColumn("year", "Năm số liệu", Form.COUNT, also=("Năm",)),
    SheetColumn("workers", "Lao động bình quân", Form.COUNT, also=("Lao động", "Số lao động")),
    SheetColumn("revenue", "Doanh thu (đồng)", Form.MONEY, also=("Doanh thu", "Tổng doanh thu")),
    SheetColumn("capital", "Nguồn vốn (đồng)", Form.MONEY, also=("Nguồn vốn", "Vốn", "Tổng nguồn vốn")),
    SheetColumn(
        "representative",
        "Người đại diện",
        Form.TEXT,
        is_of_one=True,
        also=("Người đại diện theo pháp luật", "Đại diện", "Giám đốc"),
    ),
    SheetColumn(
        "phone", "Số điện thoại", Form.TEXT, is_of_one=True, also=("Điện thoại", "SĐT", "Số ĐT", "Di động", "ĐT")
    ),
    SheetColumn("email", "Thư điện tử", Form.TEXT, is_of_one=True, also=("Email", "E-mail")),
    SheetColumn("flags", "Đặc điểm", Form.TEXT, also=("Cờ", "Đặc điểm của tổ chức")),
    SheetColumn("flags_since", "Đặc điểm từ ngày", Form.DATE, also=("Cờ từ ngày",)),
    SheetColumn("flags_basis", "Căn cứ của đặc điểm", Form.TEXT, also=("Căn cứ của cờ", "Căn cứ")),
    SheetColumn("apart", "Không trùng", Form.CHOICE, is_of_one=True, also=("Xác nhận không trùng",)),
)
ORGANISATIONS: Final = SheetShape(SHEET_NAME, COLUMNS, frozenset({"name"}))
# What a cell says that confirms "this is another organisation, though it looks like one that is there".
APART_WORD: Final = "x"

# Labels are read in Vietnamese once, when the module is loaded.
with override("vi"):
    KIND_LABELS: Final = {kind: str(kind.label) for kind in OrganisationKind}
    FLAG_LABELS: Final = {kind: str(kind.label) for kind in FlagKind}
    RISK_LABELS: Final = {risk: str(risk.label) for risk in RiskLevel}
EDITION_LABELS: Final = {edition: str(edition.value) for edition in VsicEdition}
KINDS: Final[Mapping[str, OrganisationKind]] = {
    **{folded(label): kind for kind, label in KIND_LABELS.items()},
    **dict.fromkeys(("dn", "cong ty", "doanh nghiep nho va vua", "dnnvv"), OrganisationKind.ENTERPRISE),
    **dict.fromkeys(("htx",), OrganisationKind.COOPERATIVE),
    **dict.fromkeys(("lien hiep htx", "lhhtx"), OrganisationKind.COOPERATIVE_UNION),
    **dict.fromkeys(("hkd", "ho kinh doanh ca the"), OrganisationKind.HOUSEHOLD),
    **dict.fromkeys(("truong hoc", "truong"), OrganisationKind.SCHOOL),
    **dict.fromkeys(("co quan", "don vi su nghiep", "don vi su nghiep cong lap"), OrganisationKind.PUBLIC),
}
# What the first words of a name say that the cell of the kind leaves open; the longest first.
KINDS_OF_NAMES: Final = (
    ("lien hiep hop tac xa ", OrganisationKind.COOPERATIVE_UNION),
    ("lien hiep htx ", OrganisationKind.COOPERATIVE_UNION),
    ("hop tac xa ", OrganisationKind.COOPERATIVE),
    ("htx ", OrganisationKind.COOPERATIVE),
    ("ho kinh doanh ", OrganisationKind.HOUSEHOLD),
    ("hkd ", OrganisationKind.HOUSEHOLD),
    ("doanh nghiep ", OrganisationKind.ENTERPRISE),
    ("dntn ", OrganisationKind.ENTERPRISE),
    ("cong ty ", OrganisationKind.ENTERPRISE),
    ("cty ", OrganisationKind.ENTERPRISE),
    ("chi nhanh cong ty ", OrganisationKind.ENTERPRISE),
)
EDITIONS: Final[Mapping[str, VsicEdition]] = {
    **{folded(edition.value): edition for edition in VsicEdition},
    **{folded(f"VSIC {edition.value}"): edition for edition in VsicEdition},
}

"""Why a package or a key was refused: what is wrong, where, and what to do. Nothing was written then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.province_package import FORMAT_VERSION, Fault


class Distrust(StrEnum):
    """Why a package whose shape is right is refused all the same."""

    UNKNOWN_KEY = "unknown_key"
    REVOKED_KEY = "revoked_key"
    OTHER_PROVINCE = "other_province"
    UNKNOWN_PROVINCE = "unknown_province"
    FROM_THE_FUTURE = "from_the_future"
    OLDER = "older"
    SAMPLE = "sample"
    BEYOND = "beyond"


class PackageRefused(Exception):
    """A package that was not taken in. problem, remedy: a sentence each; `str()`: both."""

    def __init__(self, fault: Fault | Distrust, where: str = "", **words: object) -> None:
        problem, remedy = _SENTENCES[fault]
        self.fault = fault
        self.where = where
        self.problem = str(problem) % {"where": where or _("cả tệp"), "known": FORMAT_VERSION, **words}
        self.remedy = str(remedy) % words
        super().__init__(f"{self.problem} {self.remedy}")


class SampleOffered(PackageRefused):
    """A package of made-up figures: taken in only where somebody says that it is meant."""

    def __init__(self) -> None:
        super().__init__(Distrust.SAMPLE)


class KeyRefused(Exception):
    """A key that was not trusted, or a revocation that was refused. field: of the form, "" for none."""

    def __init__(self, problem: str, remedy: str, field: str = "") -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy, self.field = problem, remedy, field


class KeyKnown(KeyRefused):
    """The key is there already: `number`."""

    def __init__(self, number: int, name: str, added_at: datetime) -> None:
        said = {"name": name, "day": f"{added_at:%d/%m/%Y}"}
        super().__init__(
            _("Khóa này đã có: “%(name)s”, thêm ngày %(day)s.") % said,
            _("Hãy mở khóa đó trong danh sách; khóa đã thu hồi thì không dùng lại."),
            "pem",
        )
        self.number = number


class KeyMissing(LookupError):
    """No such key."""


_AGAIN: Final = gettext_lazy("Hãy xin nơi gửi xuất và gửi lại gói.")
_CHECK: Final = gettext_lazy("Hãy chép lại tệp từ nơi gửi; nếu vẫn vậy, xin nơi gửi xuất lại gói.")

_SENTENCES: Final[Mapping[Fault | Distrust, tuple[str | Promise, str | Promise]]] = {
    Fault.TOO_LARGE: (
        gettext_lazy("Tệp lớn quá mức mà một gói số liệu có thể có."),
        gettext_lazy("Hãy xem lại có chọn đúng tệp .nscl.zip không; nếu đúng, xin nơi gửi xuất lại gói."),
    ),
    Fault.NO_ARCHIVE: (
        gettext_lazy("Tệp không phải tệp nén .zip, nên không phải gói số liệu của tỉnh."),
        gettext_lazy("Hãy chọn tệp có tên dạng bac-ninh-2026.nscl.zip do NSCL của tỉnh xuất ra."),
    ),
    Fault.TRUNCATED: (
        gettext_lazy("Tệp bị cắt ngắn hoặc hỏng khi chép, không mở được đến hết."),
        _CHECK,
    ),
    Fault.UNSAFE: (
        gettext_lazy("Tệp nén chứa phần mà gói số liệu không bao giờ có, có thể gây hại cho máy: %(where)s."),
        gettext_lazy("Không mở tệp này; hãy báo người quản trị và hỏi lại nơi gửi qua điện thoại."),
    ),
    Fault.NO_PACKAGE: (
        gettext_lazy("Tệp nén này không phải gói số liệu của tỉnh: thiếu tệp kê (manifest.json) của NSCL."),
        gettext_lazy(
            "Hãy chọn tệp có tên dạng bac-ninh-2026.nscl.zip do NSCL của tỉnh xuất ra, không giải nén rồi nén lại."
        ),
    ),
    Fault.UNKNOWN_VERSION: (
        gettext_lazy("Gói theo phiên bản định dạng %(where)s; hệ thống này đọc được phiên bản %(known)s."),
        gettext_lazy("Hãy nâng cấp hệ thống này, hoặc xin nơi gửi xuất lại bằng bản NSCL tương ứng."),
    ),
    Fault.UNSIGNED: (gettext_lazy("Gói không có chữ ký, nên không biết ai gửi."), _AGAIN),
    Fault.MANIFEST_UNREADABLE: (
        gettext_lazy("Tệp kê (manifest.json) của gói đã bị sửa: không còn đúng dạng mà NSCL ghi ra."),
        _CHECK,
    ),
    Fault.SIGNATURE: (
        gettext_lazy("Chữ ký không khớp: tệp kê của gói đã bị sửa sau khi ký, hoặc ký bằng khóa khác."),
        gettext_lazy("Không dùng số liệu trong tệp này; hãy hỏi lại nơi gửi và xin gửi lại gói gốc."),
    ),
    Fault.MEMBER_MISSING: (gettext_lazy("Gói thiếu tệp %(where)s đã được kê khi ký."), _CHECK),
    Fault.MEMBER_EXTRA: (
        gettext_lazy("Gói có thêm tệp %(where)s không được kê khi ký."),
        gettext_lazy("Không dùng số liệu trong tệp này; hãy hỏi lại nơi gửi và xin gửi lại gói gốc."),
    ),
    Fault.MEMBER_ALTERED: (
        gettext_lazy("Tệp %(where)s trong gói đã bị sửa sau khi ký: mã băm SHA-256 không khớp."),
        gettext_lazy("Không dùng số liệu trong tệp này; hãy hỏi lại nơi gửi và xin gửi lại gói gốc."),
    ),
    Fault.DESCRIPTOR: (
        gettext_lazy("Bản mô tả dữ liệu (datapackage.json) không khớp với các bảng trong gói: %(where)s."),
        gettext_lazy("Gói do phần mềm khác ghi hoặc ghi lỗi; hãy xin nơi gửi xuất lại bằng NSCL."),
    ),
    Fault.DATA: (
        gettext_lazy("Bảng trong gói có ô không đúng như bản mô tả: %(where)s."),
        gettext_lazy("Gói do phần mềm khác ghi hoặc ghi lỗi; hãy xin nơi gửi xuất lại bằng NSCL."),
    ),
    Distrust.UNKNOWN_KEY: (
        gettext_lazy("Gói do hệ thống khác gửi (“%(deployment)s”), ký bằng khóa %(key)s chưa được tin cậy ở đây."),
        gettext_lazy(
            "Nếu đúng là hệ thống của tỉnh: xin khóa công khai (lệnh nscl report package-key), so mã khóa qua điện "
            "thoại, thêm vào danh sách khóa tin cậy rồi nhận lại gói."
        ),
    ),
    Distrust.REVOKED_KEY: (
        gettext_lazy("Khóa %(key)s của gói đã bị thu hồi ngày %(day)s: %(why)s."),
        gettext_lazy("Hãy xin tỉnh gửi khóa mới, thêm khóa mới rồi xin gói ký bằng khóa ấy."),
    ),
    Distrust.OTHER_PROVINCE: (
        gettext_lazy("Gói là số liệu của %(province)s, nhưng khóa %(key)s chỉ được tin cậy cho %(trusted)s."),
        gettext_lazy("Hãy hỏi lại nơi gửi; nếu hệ thống ấy phụ trách cả hai tỉnh, xin một khóa riêng cho tỉnh này."),
    ),
    Distrust.UNKNOWN_PROVINCE: (
        gettext_lazy("Gói ghi mã tỉnh %(where)s, danh mục ở đây không có mã ấy vào ngày lập gói."),
        gettext_lazy("Hãy nâng cấp hệ thống này để có danh mục mới, hoặc hỏi lại nơi gửi."),
    ),
    Distrust.FROM_THE_FUTURE: (
        gettext_lazy("Gói ghi lập lúc %(where)s, sau thời điểm hiện tại của hệ thống này."),
        gettext_lazy("Hãy xem lại đồng hồ của hai máy, rồi xin nơi gửi xuất lại gói."),
    ),
    Distrust.OLDER: (
        gettext_lazy("Đã nhận gói mới hơn của %(province)s, năm %(year)s: %(newer)s, lập lúc %(made)s."),
        gettext_lazy("Gói này cũ hơn nên không nhận; nếu gói đã nhận sai, xin tỉnh xuất và gửi gói mới."),
    ),
    Distrust.SAMPLE: (
        gettext_lazy("Gói chứa số liệu mẫu, không phải số liệu thật của tỉnh."),
        gettext_lazy("Chỉ nhận khi đang thử: hãy đánh dấu đồng ý nhận số liệu mẫu."),
    ),
    Distrust.BEYOND: (
        gettext_lazy("Số liệu trong gói không giữ được ở đây: %(where)s."),
        gettext_lazy("Hãy xin nơi gửi xem lại dòng ấy và xuất lại gói."),
    ),
}

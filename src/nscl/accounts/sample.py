"""The accounts of the sample data: one a role, all with one published password, all marked as samples."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.accounts.enums import Role

SAMPLE_PASSWORD = "nang-suat-2026"
SAMPLE_PROVINCE = "24"  # Bắc Ninh of today
SAMPLE_AGENCY = "so-gddt"


@dataclass(frozen=True)
class SampleAccount:
    """One sample account. `organisation` is the name of the sample body for the roles that need one."""

    username: str
    full_name: str
    position: str
    role: Role
    organisation: str = ""


SAMPLE_ACCOUNTS = (
    SampleAccount("canbo", "Nguyễn Thị Mẫu", "Chuyên viên Sở KH&CN Bắc Ninh (mẫu)", Role.PROVINCE_OFFICER),
    SampleAccount("lanhdao", "Trần Văn Mẫu", "Lãnh đạo UBND tỉnh Bắc Ninh (mẫu)", Role.PROVINCE_LEADER),
    SampleAccount("taichinh", "Lê Thị Mẫu", "Chuyên viên Sở Tài chính Bắc Ninh (mẫu)", Role.PROVINCE_FINANCE),
    SampleAccount("daumoi", "Phạm Văn Mẫu", "Đầu mối Sở GD&ĐT Bắc Ninh (mẫu)", Role.AGENCY_FOCAL_POINT),
    SampleAccount("doanhnghiep", "Hoàng Thị Mẫu", "Doanh nghiệp (mẫu)", Role.BENEFICIARY, "Công ty mẫu Kinh Bắc"),
    SampleAccount("tuvan", "Vũ Văn Mẫu", "Chuyên gia năng suất (mẫu)", Role.CONSULTANT, "Tổ chức tư vấn mẫu"),
    SampleAccount("bokhcn", "Đặng Thị Mẫu", "Ủy ban TCĐLCL quốc gia (mẫu)", Role.NATIONAL_VIEWER),
    SampleAccount("kiemtra", "Bùi Văn Mẫu", "Kiểm tra, kiểm toán (mẫu)", Role.AUDITOR),
    SampleAccount("quantri", "Đỗ Thị Mẫu", "Quản trị hệ thống (mẫu)", Role.ADMINISTRATOR),
)

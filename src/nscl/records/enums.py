"""Who may find an indexed item; what evidence may be."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """The circle of people to whom a search result may appear."""

    EVERYONE = "everyone", _("mọi người đã đăng nhập")
    PROVINCE = "province", _("người của tỉnh")
    PROVINCE_STAFF = "province_staff", _("cán bộ soạn thảo của tỉnh")
    PROVINCE_WORK = "province_work", _("cán bộ, đầu mối của tỉnh")


class FileType(TextChoices):
    """What a file of evidence is, told by its content. Nothing that runs or could carry a script."""

    JPEG = "jpeg", _("ảnh JPEG")
    PNG = "png", _("ảnh PNG")
    WEBP = "webp", _("ảnh WebP")
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("văn bản Word")
    XLSX = "xlsx", _("bảng tính Excel")


class FileTask(TextChoices):
    """What a process of its own does with a large file."""

    REHEARSE = "rehearse", _("xem trước")
    TAKE_IN = "take_in", _("nhập")


class FileRunState(TextChoices):
    """How far that process is."""

    QUEUED = "queued", _("đang chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không xong")

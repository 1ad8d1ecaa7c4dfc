"""Why a file of organisations was not taken in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.organisations.imports.results import OrganisationRehearsal


class OrganisationImportRefused(ValueError):
    """Nothing was written; `str()` says why and what to do. rehearsal: all that is wrong, where rows are."""

    def __init__(self, message: str, rehearsal: OrganisationRehearsal | None = None) -> None:
        super().__init__(message)
        self.rehearsal = rehearsal


def rows_refused(rehearsal: OrganisationRehearsal) -> OrganisationImportRefused:
    """Some rows are wrong or doubtful."""
    wrong, doubtful = rehearsal.wrong_rows, len(rehearsal.doubtful)
    message = _(
        "%(wrong)s dòng phải sửa và %(doubtful)s dòng nghi trùng nên chưa nhập dòng nào. Hãy sửa tệp rồi chọn lại, "
        "hoặc chỉ nhập các dòng đúng."
    )
    return OrganisationImportRefused(message % {"wrong": wrong, "doubtful": doubtful}, rehearsal)


def changed_meanwhile() -> OrganisationImportRefused:
    """Somebody wrote the same organisations at the same moment."""
    return OrganisationImportRefused(
        _("Trong lúc nhập, có người vừa ghi hoặc sửa một tổ chức trong tệp nên chưa nhập gì. Hãy xem trước lại.")
    )

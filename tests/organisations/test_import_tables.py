"""What the database refuses of imports, whoever writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from nscl.institutions.queries import unit_by_code
from nscl.organisations.models import (
    ImportedOrganisation,
    Organisation,
    OrganisationImport,
    OrganisationImportPreview,
    OrganisationImportRun,
)
from tests.factories.people import AT, make_person
from tests.factories.registry import make_organisation

pytestmark = pytest.mark.django_db

REFUSED: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (OrganisationImport, {"rows": 1, "added": 1, "changed": 1}, "organisations_import_of_rows"),
    (ImportedOrganisation, {}, "organisations_imported_once"),
    (OrganisationImportRun, {}, "organisations_import_run_once"),
    (OrganisationImportRun, {"task": "take_in", "state": "done"}, "organisations_worker_run_time"),
    (OrganisationImportRun, {"task": "take_in", "problem": "hỏng"}, "organisations_worker_run_told"),
    (OrganisationImportPreview, {}, "organisations_preview_once"),
    (OrganisationImportPreview, {"outcome": "maybe", "position": 1}, "organisations_preview_outcome"),
]


def test_the_database_refuses_imports_that_cannot_be() -> None:
    unit, person = unit_by_code("24", on=AT.date()).id, make_person()
    taking = {"unit_id": unit, "file_name": "a", "sha256": "", "rows": 2, "added": 1, "changed": 1, "imported_at": AT}
    taken = OrganisationImport.objects.create(**taking)
    run = {"unit_id": unit, "token": "t", "task": "rehearse", "asked_by": person, "asked_at": AT, "heartbeat_at": AT}
    first = OrganisationImportRun.objects.create(**run)
    organisation = Organisation.objects.get(pk=make_organisation())
    row = {"taking": taken, "organisation": organisation, "row": 2, "is_new": True}
    ImportedOrganisation.objects.create(**row)
    preview = {"run": first, "outcome": "new", "position": 0, "row": 2}
    OrganisationImportPreview.objects.create(**preview)
    given: dict[type[models.Model], dict[str, Any]] = {
        OrganisationImport: taking,
        OrganisationImportRun: run,
        ImportedOrganisation: row,
        OrganisationImportPreview: preview,
    }
    for model, change, name in REFUSED:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            model._default_manager.create(**{**given[model], **change})
        columns = " ".join(_unique_columns(model, name))
        assert name in str(refused.value) or columns in str(refused.value).replace(",", "")


def _unique_columns(model: type[models.Model], name: str) -> list[str]:
    """As SQLite names a unique constraint: by its columns."""
    found = next(one for one in model._meta.constraints if one.name == name)
    fields = found.fields if isinstance(found, models.UniqueConstraint) else ()
    columns = {field.name: field.column for field in model._meta.concrete_fields}
    return [f"{model._meta.db_table}.{columns[field]}" for field in fields] or ["?"]

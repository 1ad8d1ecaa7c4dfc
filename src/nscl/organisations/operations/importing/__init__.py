"""Taking in a file of organisations: a rehearsal that says row by row what will happen, and the run that does that."""

from nscl.organisations.operations.importing.errors import OrganisationImportRefused
from nscl.organisations.operations.importing.taking import (
    Progress,
    import_organisations,
    organisation_template,
    rehearse_organisations,
)

__all__ = [
    "OrganisationImportRefused",
    "Progress",
    "import_organisations",
    "organisation_template",
    "rehearse_organisations",
]

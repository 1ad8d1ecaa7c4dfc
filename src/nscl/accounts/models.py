"""Accounts and the roles they hold."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from nscl.accounts.enums import Role, Scope
from nscl.accounts.rules import SCOPE_OF_ROLE
from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.organisations.models import Organisation


def _roles_with(scope: Scope) -> list[str]:
    return [role.value for role, reach in SCOPE_OF_ROLE.items() if reach is scope]


class User(AbstractUser):
    """One person. `is_sample` marks the accounts of the sample data: a production site refuses to start with them."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are written whole
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=150)
    position = models.CharField(max_length=150, blank=True)
    is_sample = models.BooleanField(default=False)
    # As last chosen on a page: letters come in it too.
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        constraints = [models.CheckConstraint(name="accounts_user_named", condition=~Q(full_name=""))]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        """The person's whole name."""
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese name."""
        return self.full_name.split()[-1]


class RoleGrant(models.Model):
    """A role given to a person for a scope, by someone, until revoked. Rows stay: the history of access."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_grant_scope",
                condition=Q(
                    role__in=_roles_with(Scope.NATION),
                    unit__isnull=True,
                    agency__isnull=True,
                    organisation__isnull=True,
                )
                | Q(
                    role__in=_roles_with(Scope.PROVINCE),
                    unit__isnull=False,
                    agency__isnull=True,
                    organisation__isnull=True,
                )
                | Q(
                    role__in=_roles_with(Scope.AGENCY),
                    unit__isnull=True,
                    agency__isnull=False,
                    organisation__isnull=True,
                )
                | Q(
                    role__in=_roles_with(Scope.ORGANISATION),
                    unit__isnull=True,
                    agency__isnull=True,
                    organisation__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="accounts_grant_revoked_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True) | Q(revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

"""Views of sign-in, the own account, and the administration of accounts."""

from nscl.web.accounts.views.sign_in import locked_out

__all__ = ["locked_out"]

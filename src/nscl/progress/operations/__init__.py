"""Writes: values are stated, signed and withdrawn."""

from nscl.progress.operations.proofs import remove_proof
from nscl.progress.operations.values import sign_value, state_value, withdraw_value
from nscl.progress.rules.statements import Statement

__all__ = ["Statement", "remove_proof", "sign_value", "state_value", "withdraw_value"]

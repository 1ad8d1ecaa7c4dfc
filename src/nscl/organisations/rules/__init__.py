"""Plain functions over values: who is the same person, what organisations are called, what they may become."""

from nscl.organisations.rules.people import Identity, hash_personal_id, is_same_person

__all__ = ["Identity", "hash_personal_id", "is_same_person"]

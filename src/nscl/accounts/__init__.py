"""Accounts, their roles with scope, and what each role may do."""

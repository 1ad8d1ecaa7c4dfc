"""Taking in vouchers of a plan's ledger from an Excel file."""

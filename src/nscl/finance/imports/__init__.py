"""A ledger out of an Excel file: the template that is filled in, and what its rows say."""

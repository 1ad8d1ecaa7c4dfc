"""Excel files out: `sheets` says what a table is, `workbook` writes tables as an xlsx file."""

"""Taking in activities from an Excel file."""

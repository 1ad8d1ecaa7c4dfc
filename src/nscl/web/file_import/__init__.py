"""Taking in rows of an Excel file: a file is chosen, what it would do is shown, and only then it is done."""

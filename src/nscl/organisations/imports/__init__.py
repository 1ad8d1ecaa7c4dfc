"""Lists of organisations as files: the template, the reading of Excel and CSV, and what the rows mean."""

"""Lists of participants as Excel files: the template, and what its rows mean."""

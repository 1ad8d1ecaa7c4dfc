"""Reports of a programme as papers: typed tables, and their Word, Excel and PDF forms."""

"""How Django itself reads and writes numbers and dates, by language (FORMAT_MODULE_PATH)."""

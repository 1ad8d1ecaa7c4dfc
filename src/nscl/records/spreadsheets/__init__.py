"""Excel files that people fill in, as rows to take in: the template, cells read without trusting them, what is wrong.

What the rows mean is said where they belong (`nscl.work.imports`, `nscl.finance.imports`).
"""

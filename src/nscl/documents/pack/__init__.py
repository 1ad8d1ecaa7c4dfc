"""One provincial plan as data: its schema, strict reading, writing and comparison.

Import from the modules: `enums`, `schema`, `reader`, `writer`, `difference`, `problems`.
"""

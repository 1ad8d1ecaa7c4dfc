"""Vietnamese text as officials write it: folding for search and dictionary order, numbers in digits and in words,
money, dates, document numbers and tax codes.

Pure: no Django, no files, no clock. Import from the module of the noun (`nscl.text.folding`, `.numbers`, `.formats`,
`.dates`, `.document_numbers`, `.tax_codes`); nothing is re-exported here so that importing one costs only that one.
Every error is a `ValueError` whose message is Vietnamese and says what is wrong, where, and what to write instead.
"""

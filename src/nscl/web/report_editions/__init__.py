"""The province's report edition by edition, and the Word templates it leaves by."""

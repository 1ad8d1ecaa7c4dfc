"""Evidence on the screen: what proves a thing, adding to it from a desk or a phone, removing it with a reason.

`subjects` says what may have evidence, and who may see and change it; `listing.evidence_part` shows it on other pages.
"""

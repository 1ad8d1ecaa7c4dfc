"""From a document to a draft plan pack: small pure stages, each figure tied to the lines it was read from.

bytes → `formats` (decode, lines, native blocks) → `layout` (paragraphs joined, loose tables rebuilt) → `outline`
(numbering) → one extractor per part of the pack → `assembly` (the pack, what is doubtful, what was not read).
Nothing here knows a particular plan, asks a network or guesses silently: what several readings fit is a `Doubt`.
"""

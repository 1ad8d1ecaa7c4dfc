"""The money of a plan: budget lines, sources, years and printed sums (planned amounts, so far)."""

"""Progress on the screen: target against actual, a measure with the records behind it, who owes what, the country."""

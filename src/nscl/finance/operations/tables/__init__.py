"""The tables of the budget: its frame, its lines with their figures, and the sums stated in the prose."""

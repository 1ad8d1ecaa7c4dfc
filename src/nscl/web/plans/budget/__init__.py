"""The money of an edition: the matrix of lines, years and sources, the checks of its sums, its chart."""

"""Forms of the year's work: an activity planned, what was done of it, the steps of an annual plan."""

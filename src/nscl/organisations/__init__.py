"""Whom the programme serves: enterprises, co-operatives, schools, health facilities (so far as accounts need them)."""

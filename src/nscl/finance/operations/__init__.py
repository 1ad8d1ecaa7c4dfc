"""Acts on a whole plan, its money included: loading, editing, checking, issuing. Nothing else writes a plan.

Every operation is atomic, checks the permission itself, and records exactly one audit event. `viewer` None stands for
the system (setting up, commands): then no permission is asked.
"""

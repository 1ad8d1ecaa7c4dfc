"""Targets against tasks and tasks against money: `coverage`, `timing`; what a target is counted in: `deliverables`."""

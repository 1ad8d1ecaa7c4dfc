"""Training: courses, classes, attendance, tests, certificates; experts; clubs and programmes at schools."""

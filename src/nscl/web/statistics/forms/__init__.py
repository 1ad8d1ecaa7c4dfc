"""Forms of statistical figures."""

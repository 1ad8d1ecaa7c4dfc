"""Forms of estimates: how one begins, a line with its money, where it stands, the steps."""

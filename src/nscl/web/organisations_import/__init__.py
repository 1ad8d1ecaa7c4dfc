"""Taking organisations in from a file, and giving the registry out as one."""

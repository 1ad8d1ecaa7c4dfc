"""The files of evidence: what is taken in, what a file really is, where it lies. Knows the disk, no database."""

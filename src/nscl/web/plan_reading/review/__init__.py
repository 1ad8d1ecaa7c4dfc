"""The review screen: what was read beside the lines that it was read from."""

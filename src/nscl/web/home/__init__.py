"""The first page, and the switches of the top bar."""

"""Self check-in: the code on the screen, and the page that it opens on a phone."""

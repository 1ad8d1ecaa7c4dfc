"""Views, one module a noun; each is a marked function (`nscl.web.access`)."""

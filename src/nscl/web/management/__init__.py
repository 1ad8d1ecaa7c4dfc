"""Commands that need the site: called by `nscl`, which may not import `nscl.web`."""

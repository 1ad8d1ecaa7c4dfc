"""Commands that need the site."""

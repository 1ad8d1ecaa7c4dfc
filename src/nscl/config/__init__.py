"""How the site is put together: settings read from the environment, the root URLs, the WSGI entry."""

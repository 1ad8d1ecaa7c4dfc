"""An OpenID Connect provider of its own process: allauth's, with its own people, key and SQLite file."""

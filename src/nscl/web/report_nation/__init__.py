"""The roll-up of the whole country, and provinces in a file: packages taken in and sent, keys that are trusted."""

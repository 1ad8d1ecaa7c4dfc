"""Work that outlasts a request: a bounded process that tells the database how far it is (docs/adr/0008)."""

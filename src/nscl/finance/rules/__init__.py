"""Rules of the money over plain values: no database, no clock."""

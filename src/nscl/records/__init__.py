"""What every package leans on to stay accountable: audit events, frozen rows, the index that search reads."""

"""Forms of the ledger: a voucher with its amounts, the reversal of one."""

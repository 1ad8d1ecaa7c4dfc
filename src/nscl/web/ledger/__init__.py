"""The ledger of a plan's money: where it stands, vouchers recorded and taken back, the end of a year."""

"""Productivity: statistical series by vintage, runs of growth accounting, published and frozen."""

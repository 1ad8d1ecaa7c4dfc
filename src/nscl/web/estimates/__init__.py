"""Estimates of a plan's money: built in a grid like a spreadsheet, submitted, appraised, approved."""

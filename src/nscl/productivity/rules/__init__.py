"""What holds of series and runs, over plain values."""

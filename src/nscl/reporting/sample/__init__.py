"""What invented reports say: plain values, no database."""

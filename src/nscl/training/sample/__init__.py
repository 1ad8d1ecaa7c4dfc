"""What a sample of training is drawn from: plain values, no database."""

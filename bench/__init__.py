"""What is measured, as ratios and shares, never as a test."""

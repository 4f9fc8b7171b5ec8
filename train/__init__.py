"""What makes the numbers that the pipeline carries; no part of the installed package."""

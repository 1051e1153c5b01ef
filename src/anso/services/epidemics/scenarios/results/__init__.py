"""What projections say: counts week by week with their quantiles, hospital load, and what scenarios differ by."""

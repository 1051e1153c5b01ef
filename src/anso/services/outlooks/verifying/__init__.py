"""What forecasts were worth: one score a file, each with its formula; and what of it may be chance."""

"""What was known on a day: whose forecasts belong to one round, and the truth as it had been published."""

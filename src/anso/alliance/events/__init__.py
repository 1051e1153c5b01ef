"""Where people meet and learn: meetings, trainings, donations handed over, by day and country."""

"""The epidemic model: people by age and immunity, one or two strains, all places, scenarios and members at once.

The files stand in the order in which they are used: `mixing` says who meets whom, `immunity` how well each class is
protected, `doses` who is vaccinated when, `forcing` how transmission changes from day to day, `simulate` runs it.
Arrays are places x ages x scenarios x members; people are shares of a place's population.
"""

"""What an epidemic does to industries: workers missing, workplaces closed, households staying away, week by week.

`named` holds the shocks that can be asked for, `course` lays one out in weeks, `strike` lays it on a table.
"""

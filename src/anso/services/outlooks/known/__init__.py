"""The plain data that is handed on: hindcasts with what came true, a lesson of past years, the grid's points."""

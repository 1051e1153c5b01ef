"""Runs of products that somebody asked for, or that the clock did: queued, worked off, followed, cancelled.

A request comes in (`actions.ask`); a worker (`worker.serve`) runs it in a process of its own (`child`),
whose progress is written to the job's record (`supervise`); a release goes out, indexed at once.
"""

"""The course of a call through its verbs, one module a part: the stage is set, people apply, review, decide, answer."""

"""Reviewers for applications, chosen as well as it can be done and proven so."""

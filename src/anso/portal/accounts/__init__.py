"""Signing in and one's own account: passwords, second factors, providers outside, API tokens, the profile."""

"""Releases and decisions as documents. What comes in is data; nothing here knows records or the site."""

"""A course page, saved from a browser or copied as text."""

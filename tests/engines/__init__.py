"""Readers that other people wrote, of calendars and of data files, as judges of ours."""

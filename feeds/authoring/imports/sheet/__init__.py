"""A spreadsheet, saved as CSV."""

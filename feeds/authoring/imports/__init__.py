"""What people have already, a page, a spreadsheet, a calendar, as the rows of data files."""

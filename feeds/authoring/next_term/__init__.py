"""Last year's course as the next term's."""

"""Data files that are written instead of read: for a new course, for the next term, from what people have."""

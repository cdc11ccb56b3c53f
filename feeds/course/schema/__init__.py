"""What data files may say; the only package that imports pydantic."""

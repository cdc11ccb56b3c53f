"""The courses being served."""

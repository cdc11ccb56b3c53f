"""Calendar readers that other people wrote, as judges of our feeds."""

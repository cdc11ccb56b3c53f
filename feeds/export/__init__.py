"""The site as a folder of files, for hosts that run no program."""

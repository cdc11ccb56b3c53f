"""What the server is compared with: applications for the same gunicorn, with the same configuration."""

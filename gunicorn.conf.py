"""How gunicorn serves `wsgi:app`; it reads this file by itself, and its command line overrides it."""

import os

bind = "127.0.0.1:8000"
workers = 2

# The one worker class that goes on answering beside hundreds of slow or idle connections.
worker_class = "gevent"
worker_connections = 1000
keepalive = 5
timeout = 30
graceful_timeout = 10
max_requests = 50_000
max_requests_jitter = 5_000

limit_request_line = 4094
limit_request_fields = 50
limit_request_field_size = 4096

# Without this, anyone on the machine could set Script_Name or Path_Info by header.
forwarder_headers = ""

# One path for all instances, under the home folder; it need not exist or be writable.
control_socket_disable = True

# The heartbeat file must not wait for a disk.
if os.path.isdir("/dev/shm"):  # noqa: S108 (a file without a name, in memory)
    worker_tmp_dir = "/dev/shm"  # noqa: S108

accesslog = "-"

"""gunicorn as it is for a bare Flask application: the same workers as ours, and no code of ours."""

workers = 2
worker_class = "gevent"
control_socket_disable = True
accesslog = "-"

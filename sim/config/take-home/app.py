"""Spends on each request the CPU and the wait that it asks for: /?cpu=20&io=30, in milliseconds."""

import time
from urllib.parse import parse_qs


def application(environ, start_response):
    asked = parse_qs(environ["QUERY_STRING"])
    # CPU of this thread, not time on the clock: while another thread or process has the core, nothing is spent.
    done = time.thread_time() + float(asked.get("cpu", ["0"])[0]) / 1000
    while time.thread_time() < done:
        pass
    wait = float(asked.get("io", ["0"])[0]) / 1000
    if wait > 0:
        time.sleep(wait)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"ok\n"]


app = application

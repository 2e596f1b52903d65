"""Flask's development server around app.py: one request at a time, or a thread for each."""

import sys

from werkzeug.serving import run_simple

from app import application

run_simple("0.0.0.0", 8000, application, threaded=sys.argv[1:] == ["threaded"])

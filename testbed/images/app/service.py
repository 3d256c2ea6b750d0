"""A small real service: GET /health, GET /files/NAME, and PUT /files/NAME, which is durable once it is answered.
FILES is the directory it serves; PORT where it listens."""
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

ROOT = os.environ.get("FILES", "/app/uploads")


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/health":
            return self.answer(200, b"ok\n")
        try:
            with open(self.file(), "rb") as file:
                self.answer(200, file.read())
        except OSError:
            self.answer(404, b"not found\n")

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.file()
        with open(path + ".part", "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".part", path)
        self.answer(201, b"kept\n")

    def file(self):
        return os.path.join(ROOT, os.path.basename(unquote(self.path)))

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


# The first process of a container ignores TERM unless it handles it.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
os.makedirs(ROOT, exist_ok=True)
ThreadingHTTPServer(("0.0.0.0", int(os.environ.get("PORT", "3000"))), Service).serve_forever()

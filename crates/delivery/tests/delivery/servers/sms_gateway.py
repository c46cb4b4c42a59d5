"""An HTTP server for tests that plays an SMS gateway, or the push service of a browser. It says on its output which port it has, then each request as one
line of JSON; it ends when its input does. What it answers is chosen by the path."""

import argparse
import json
import os
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

arguments = argparse.ArgumentParser()
arguments.add_argument("--certificate")
arguments.add_argument("--key")
arguments = arguments.parse_args()


def say(**what):
    print(json.dumps(what), flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


JSON = {"Content-Type": "application/json"}


def answers(query, body):
    """What each path answers: status, headers, body. The body of some repeats what is personal, as real gateways do."""
    said = f"{query} {body}"
    return {
        "/sent": (200, JSON, '{"id": 1, "cnt": 1}'),
        "/wrong-number": (200, JSON, json.dumps({"error": f"invalid number {said}", "error_code": 7})),
        "/no-money": (200, JSON, json.dumps({"error": f"no money for {said}", "error_code": 3})),
        "/zero": (200, JSON, '{"code": 0, "data": {"id": "x"}, "message": ""}'),
        "/zero-as-text": (200, JSON, '{"code": "0"}'),
        "/one": (200, JSON, json.dumps({"code": 1, "message": said})),
        "/rejected": (400, JSON, json.dumps({"code": 1, "message": said})),
        "/telling": (200, JSON, json.dumps({"code": said})),
        "/text-ok": (200, {}, "OK 4711"),
        "/text-error": (200, {}, f"ERROR {said}"),
        "/page": (200, {}, f"<html>please log in to the network, {said}</html>"),
        "/too-many": (429, {"Retry-After": "7"}, said),
        "/away": (503, {"Retry-After": "Mon, 23 Nov 2026 10:02:00 GMT", "Date": "Mon, 23 Nov 2026 10:00:00 GMT"}, ""),
        "/broken": (500, {}, f"trouble with {said}"),
        "/lost-sight": (504, {}, ""),
        "/forbidden": (403, {}, said),
        "/elsewhere": (302, {"Location": "/sent"}, ""),
        "/push": (201, {"Location": "/message/1"}, ""),
        "/push-gone": (410, {}, ""),
        "/push-unknown": (404, {}, ""),
        "/push-too-large": (413, {}, ""),
        "/push-key": (403, {}, "the key does not fit"),
        "/push-many": (429, {"Retry-After": "7"}, ""),
        "/push-away": (503, {}, ""),
        "/long": (200, JSON, "[" + "0," * 100_000 + "0]"),
    }


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        address = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        # What a push service gets is sealed: each byte as one letter.
        body = body.decode("latin-1" if "Content-Encoding" in self.headers else "utf-8")
        query = parse_qs(address.query, keep_blank_values=True, strict_parsing=bool(address.query))
        say(
            event="request",
            method=self.command,
            path=address.path,
            query={name: values for name, values in query.items()},
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        self.close_connection = True
        if address.path == "/mute":
            # Until the other side has gone.
            self.connection.recv(1)
            say(event="lost")
            return
        if address.path == "/closing":
            return
        if address.path == "/cut":
            self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": 1')
            return
        if address.path == "/half":
            self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": 1')
            self.wfile.flush()
            self.connection.recv(1)
            return
        if address.path == "/nonsense":
            self.wfile.write(b"220 this is no web\r\n\r\n")
            return
        status, headers, text = answers(query, body)[address.path]
        text = text.encode()
        self.wfile.write(f"HTTP/1.1 {status} Said\r\nContent-Length: {len(text)}\r\n".encode())
        for name, value in headers.items():
            self.wfile.write(f"{name}: {value}\r\n".encode())
        self.wfile.write(b"\r\n" + text)

    do_GET = do_POST

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        say(event="error", what=repr(sys.exc_info()[1]))


server = Server(("127.0.0.1", 0), Gateway)
if arguments.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.certificate, arguments.key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=end_with_input, daemon=True).start()
say(port=server.server_address[1])
server.serve_forever()

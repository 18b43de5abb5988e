# SPDX-License-Identifier: Apache-2.0
"""A server of Lambda's runtime API (version 2018-06-01) for one process.

It hands out the events that it is given, one after the other, and keeps what
comes back as it came. After the last one it closes the connection, which ends
the process. It knows only what AWS documents of the interface.
"""
import socket
import subprocess
import tempfile
import threading
import time
from collections import namedtuple
from dataclasses import dataclass, field

BASE = "/2018-06-01/runtime/"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:sea"

Post = namedtuple("Post", "path headers body")


@dataclass
class Event:
    body: bytes
    left: float = 30.0      # seconds until the deadline
    trace: str = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"
    chunked: bool = False
    hang_up: bool = False   # close the connection when it has been answered
    status: int = 202       # of the answer to its answer


@dataclass
class Ran:
    status: int = 0
    out: str = ""
    err: str = ""
    posts: list = field(default_factory=list)
    connections: int = 0
    asked: int = 0          # how often for an event
    faults: list = field(default_factory=list)
    memory: list = field(default_factory=list)  # kB, now and then


class Server:
    def __init__(self, events, watch=0):
        self.events = iter(events)
        self.ran = Ran()
        self.watch, self.process = watch, None
        self.current, self.number = None, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.ran.connections += 1
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection, connection.makefile("rb") as stream:
                while self.exchange(connection, stream):
                    pass

    def exchange(self, connection, stream):
        """One request; false: the connection ends."""
        try:
            line = stream.readline().decode()
        except OSError:
            return False
        if not line:
            return False
        method, path, version = line.split()
        headers = {}
        while (line := stream.readline().decode("latin-1").strip()):
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", 0)))
        if version != "HTTP/1.1" or "host" not in headers:
            self.ran.faults.append(f"{method} {path} {version} {headers}")
        if method == "GET" and path == BASE + "invocation/next":
            return self.hand_out(connection)
        if method != "POST":
            self.ran.faults.append(f"{method} {path}")
        self.ran.posts.append(Post(path, headers, body))
        status = self.current.status if self.current else 202
        connection.sendall(b"HTTP/1.1 %d X\r\nContent-Length: 16\r\n\r\n"
                           b'{"status":"OK"}\n' % status)
        return not (self.current and self.current.hang_up)

    def hand_out(self, connection):
        self.ran.asked += 1
        event = self.current = next(self.events, None)
        if event is None:
            self.listener.shutdown(socket.SHUT_RDWR)
            return False
        self.number += 1
        if self.watch and self.number % self.watch == 0:
            self.ran.memory.append(memory_of(self.process.pid))
        head = (f"HTTP/1.1 200 OK\r\n"
                f"Lambda-Runtime-Aws-Request-Id: request-{self.number}\r\n"
                f"Lambda-Runtime-Deadline-Ms: "
                f"{int((time.time() + event.left) * 1000)}\r\n"
                f"Lambda-Runtime-Invoked-Function-Arn: {ARN}\r\n"
                f"Lambda-Runtime-Trace-Id: {event.trace}\r\n").encode()
        if event.chunked:
            size = max(1, len(event.body) // 3)
            parts = [event.body[i:i + size]
                     for i in range(0, len(event.body), size)]
            connection.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
            for part in parts:
                connection.sendall(b"%x;a=b\r\n%b\r\n" % (len(part), part))
            connection.sendall(b"0\r\nX-Trailer: x\r\n\r\n")
        else:
            connection.sendall(head + b"Content-Length: %d\r\n\r\n%b"
                               % (len(event.body), event.body))
        return True


def memory_of(process):
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file
                    if line.startswith("VmRSS"))


def run(program, events, timeout=120, watch=0, **environment):
    """Runs the program with the events until the last one is answered."""
    server = Server(events, watch)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        server.process = subprocess.Popen(
            [str(program)], stdout=out, stderr=err, stdin=subprocess.DEVNULL,
            env={"AWS_LAMBDA_RUNTIME_API": server.address,
                 "ASAN_OPTIONS": "exitcode=99", **environment})
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        ran = server.ran
        try:
            ran.status = server.process.wait(timeout)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()
            ran.status = "timeout"
        server.listener.close()
        for file, name in ((out, "out"), (err, "err")):
            file.seek(0)
            setattr(ran, name, file.read().decode("utf-8", "replace"))
    return ran

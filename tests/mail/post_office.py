"""A mail server that really listens, and can be told how to misbehave."""

import socket
import socketserver
import threading
from email import message_from_bytes
from email.policy import default


class PostOffice:
    """Speaks SMTP on a port of this machine. Closed at first: ``open()`` it."""

    def __init__(self, host="127.0.0.1"):
        self.host = host
        self.port = free_port()
        self.received = []
        self.refuses = {}
        """Reply to RCPT by address: {"a@example.go.id": "550 5.1.1 Unknown"}."""
        self.refuses_sender = ""
        """Reply to MAIL, when it is to be a refusal."""
        self.refuses_content = {}
        """Reply to DATA by address of the recipient."""
        self.hangs_up_on = set()
        """Addresses for whose mail the connection is cut in the middle of the content."""
        self.connections = 0
        self._server = None

    def open(self):
        self._server = Server((self.host, self.port), Conversation)
        self._server.office = self
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def recipients(self):
        return sorted(message["To"] for message in self.received)

    @property
    def message_ids(self):
        return [message["Message-ID"] for message in self.received]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class HungUp(Exception):
    pass


class Conversation(socketserver.StreamRequestHandler):
    """One connection of a client."""

    def handle(self):
        self.office = self.server.office
        self.office.connections += 1
        self.say("220 post office ready")
        try:
            while line := self.rfile.readline():
                verb, _space, rest = line.decode().strip().partition(" ")
                if verb.upper() == "QUIT":
                    return self.say("221 bye")
                getattr(self, f"on_{verb.lower()}", self.on_unknown)(rest)
        except (HungUp, ConnectionError):
            return

    def say(self, reply):
        self.wfile.write(f"{reply}\r\n".encode())

    def on_unknown(self, rest):
        self.say("250 OK")

    def on_ehlo(self, rest):
        self.say("250-post office")
        self.say("250-AUTH PLAIN LOGIN")
        self.say("250 8BITMIME")

    def on_auth(self, rest):
        self.say("535 5.7.8 Wrong user or password")

    def on_mail(self, rest):
        self.say(self.office.refuses_sender or "250 OK")

    def on_rcpt(self, rest):
        self.address = rest.partition("<")[2].partition(">")[0]
        self.say(self.office.refuses.get(self.address, "250 OK"))

    def on_data(self, rest):
        self.say("354 go on")
        if self.address in self.office.hangs_up_on:
            self.rfile.readline()
            raise HungUp
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if refusal := self.office.refuses_content.get(self.address):
            return self.say(refusal)
        self.office.received.append(message_from_bytes(b"".join(lines), policy=default))
        self.say("250 taken")

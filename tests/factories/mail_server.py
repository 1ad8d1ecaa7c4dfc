"""A mail server on loopback: enough of SMTP (RFC 5321) for Django to hand a letter over, or to be refused."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it is given. refused: addresses without a mailbox; letters_each: after so many, it hangs up."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, refused: Collection[str] = (), letters_each: int = 1000) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.refused = set(refused)
        self.letters_each = letters_each
        self.letters: list[EmailMessage] = []
        self.connections = 0

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        taken = 0
        self._say("220 thu.example")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and line.partition("<")[2].rstrip(">") in self.server.refused:
                self._say("550 5.1.1 no such mailbox")
            elif verb == "DATA":
                self._say("354 go on")
                self.server.letters.append(self._letter())
                taken += 1
                self._say("250 taken")
                if taken == self.server.letters_each:
                    return
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        return letter

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(refused: Collection[str] = (), letters_each: int = 1000) -> Iterator[MailServer]:
    """A mail server for the time of a test."""
    with MailServer(refused, letters_each) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()

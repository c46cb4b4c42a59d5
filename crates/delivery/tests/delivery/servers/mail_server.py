"""An SMTP server for tests, from Debian's python3-aiosmtpd. It says on its output which port it has, then each thing that
happens as one line of JSON; it ends when its input does. What it does to a letter is chosen by the recipient."""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

arguments = argparse.ArgumentParser()
arguments.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
arguments.add_argument("--certificate")
arguments.add_argument("--key")
arguments.add_argument("--log-in", help="user:password, without which no letter is taken")
arguments.add_argument("--raw", choices=["silent", "closing", "busy", "nonsense", "injecting"])
arguments = arguments.parse_args()
logging.disable()


def say(**what):
    print(json.dumps(what), flush=True)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


class Handler:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        mode = address.split("@")[0].split("+")[0]
        if mode == "nobody":
            return f"550 5.1.1 <{address}>: no such user here"
        if mode == "relayed":
            return f"554 5.7.1 <{address}>: relay access denied"
        if mode == "grey" and address not in self.seen:
            self.seen.add(address)
            return f"451 4.7.1 <{address}>: greylisted, come again in 300 seconds"
        if mode == "mute":
            say(event="waits")
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        mode = envelope.rcpt_tos[0].split("@")[0].split("+")[0]
        if mode == "spam":
            return f"554 5.7.1 {envelope.rcpt_tos[0]}: we do not like: {envelope.content[-60:]!r}"
        if mode == "full":
            return "452 4.2.2 mailbox full"
        if mode == "cut":
            say(event="cut")
            server.transport.abort()
            return "250 never sent"
        if mode == "endless":
            say(event="waits")
            await asyncio.Event().wait()
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(
            event="letter",
            envelope_from=envelope.mail_from,
            envelope_to=envelope.rcpt_tos,
            encrypted=session.ssl is not None or arguments.tls == "implicit",
            authenticated=bool(session.authenticated),
            headers=[[name.lower(), str(value)] for name, value in letter.items()],
            sender_name=letter["from"].addresses[0].display_name,
            # The ends of lines are CR LF on every wire; a mail program shows lines.
            text=letter.get_content().replace("\r\n", "\n"),
            ascii=envelope.content.isascii(),
        )
        return "250 2.0.0 taken over as 4711"


class Server(SMTP):
    def connection_lost(self, error):
        super().connection_lost(error)
        say(event="lost")


def authenticate(server, session, envelope, mechanism, data):
    given = f"{data.login.decode()}:{data.password.decode()}"
    if given == arguments.log_in:
        return AuthResult(success=True)
    # Some servers repeat what they were told.
    return AuthResult(success=False, handled=False, message=f"535 5.7.8 {given} is not known")


async def raw(reader, writer):
    """A server that does not come as far as SMTP, or that has somebody on its line."""
    if arguments.raw == "closing":
        writer.close()
    elif arguments.raw == "busy":
        writer.write(b"421 4.3.2 too many visitors\r\n")
    elif arguments.raw == "nonsense":
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    elif arguments.raw == "injecting":
        writer.write(b"220 here\r\n")
        await reader.readline()
        writer.write(b"250-here\r\n250 STARTTLS\r\n")
        await reader.readline()
        # All the answers to a letter that was never seen, put behind the one that starts TLS.
        answers = b"250 EHLO\r\n250 MAIL\r\n250 RCPT\r\n354 DATA\r\n250 taken over\r\n221 bye\r\n"
        writer.write(b"220 go ahead\r\n" + answers)
        await writer.drain()
        context, incoming = server_context(), ssl.MemoryBIO()
        outgoing = ssl.MemoryBIO()
        tls = context.wrap_bio(incoming, outgoing, server_side=True)
        while data := await reader.read(65536):
            incoming.write(data)
            try:
                tls.do_handshake()
            except ssl.SSLError:
                pass
            writer.write(outgoing.read())


def server_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.certificate, arguments.key)
    return context


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: None)
    handler = Handler()
    context = server_context() if arguments.tls != "none" else None

    def smtp():
        return Server(
            handler,
            hostname="here.example.kz",
            tls_context=context if arguments.tls == "starttls" else None,
            require_starttls=arguments.tls == "starttls",
            auth_required=arguments.log_in is not None,
            auth_require_tls=False,
            authenticator=authenticate,
        )

    if arguments.raw:
        server = await asyncio.start_server(raw, "127.0.0.1", 0)
    else:
        implicit = context if arguments.tls == "implicit" else None
        server = await loop.create_server(smtp, "127.0.0.1", 0, ssl=implicit)
    threading.Thread(target=end_with_input, daemon=True).start()
    say(port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())

#!/usr/bin/python3
"""A mail server that delivers nowhere: every mail becomes a file in a folder, to be read. For demonstrations and tests.

With --tests a recipient's name makes it misbehave: refuse-CODE and data-CODE answer so, hang does not answer.
"""

import argparse
import asyncio
import os
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--directory", required=True)
parser.add_argument("--port", type=int, default=0, help="0 takes a free one; the first line printed tells which")
parser.add_argument("--certificate", help="PEM, with its key in --key: TLS from the start, or by STARTTLS with --starttls")
parser.add_argument("--key")
parser.add_argument("--starttls", action="store_true")
parser.add_argument("--user", help="mail is taken only from who logs in, with the password of MAILBOX_PASSWORD")
parser.add_argument("--tests", action="store_true")
options = parser.parse_args()


class Mailbox:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        name = address.split("@")[0]
        if options.tests and name.startswith("refuse-"):
            return name[7:] + " not this one"
        if options.tests and name == "hang":
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if options.tests and name.startswith("data-"):
            return name[5:] + " not this text"
        path = os.path.join(options.directory, "%d-%d.eml" % (time.time_ns(), os.getpid()))
        with open(path + ".new", "wb") as out:
            head = "X-Envelope-From: %s\r\nX-Envelope-To: %s\r\nX-Tls: %s\r\nX-Login: %s\r\n" % (
                envelope.mail_from, ", ".join(envelope.rcpt_tos), "yes" if server.transport.get_extra_info("ssl_object") else "no",
                "yes" if session.authenticated else "no")
            out.write(head.encode() + envelope.original_content)
        os.rename(path + ".new", path)
        print("mail for", ", ".join(envelope.rcpt_tos), "in", path, flush=True)
        return "250 OK"


def log_in(server, session, envelope, mechanism, data):
    good = (data.login.decode() == options.user and data.password.decode() == os.environ.get("MAILBOX_PASSWORD"))
    return AuthResult(success=good, handled=False)


async def main():
    os.makedirs(options.directory, exist_ok=True)
    tls = None
    if options.certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(options.certificate, options.key)

    def connection():
        return SMTP(Mailbox(), hostname="mailbox", enable_SMTPUTF8=False, tls_context=tls if options.starttls else None,
                    require_starttls=options.starttls, auth_required=bool(options.user), authenticator=log_in,
                    auth_require_tls=options.starttls, loop=asyncio.get_running_loop())

    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", options.port, ssl=None if options.starttls else tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Ends with whoever started it, who holds the other end of our input.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read) if options.tests else await asyncio.Event().wait()
    os._exit(0)


asyncio.run(main())

# SPDX-FileCopyrightText: 2026 The Cistern developers
# SPDX-License-Identifier: MIT
"""Carries envelopes through python3-winrm's transport, for a test that speaks to it over pipes.

Arguments: URL, scheme (plaintext, ntlm, kerberos, certificate), never|always|auto for sealing, and
the file of an authority or "-". The first line of standard input is a JSON object with user and
password (or the files of a certificate); each further line is an envelope in Base64, each line
that goes out a JSON object with status and body.
"""
import base64
import json
import sys
import warnings

warnings.simplefilter("ignore")

import winrm.transport as transport
from winrm.exceptions import InvalidCredentialsError, WinRMTransportError


def teach_kerberos_to_seal():
    """The kerberos module of some releases seals, but under other names than requests-kerberos asks
    for: its iov calls hold a length of four octets, the header and the sealed text in Base64."""
    import kerberos

    if hasattr(kerberos, "authGSSWinRMEncryptMessage"):
        return

    def encrypt(context, message):
        kerberos.authGSSClientWrapIov(context, base64.b64encode(message).decode(), 1)
        token = base64.b64decode(kerberos.authGSSClientResponse(context))
        size = int.from_bytes(token[:4], "little")
        return token[4 + size:], token[4:4 + size]

    def decrypt(context, message, header):
        token = len(header).to_bytes(4, "little") + header + message
        kerberos.authGSSClientUnwrapIov(context, base64.b64encode(token).decode())
        return base64.b64decode(kerberos.authGSSClientResponse(context))

    kerberos.authGSSWinRMEncryptMessage = encrypt
    kerberos.authGSSWinRMDecryptMessage = decrypt


def main():
    url, scheme, sealing, authority = sys.argv[1:5]
    who = json.loads(sys.stdin.readline())
    if scheme == "kerberos":
        teach_kerberos_to_seal()
    client = transport.Transport(
        endpoint=url,
        username=who.get("user"),
        password=who.get("password"),
        cert_pem=who.get("certificate"),
        cert_key_pem=who.get("key"),
        service="HTTP",
        realm=None,
        auth_method=scheme,
        message_encryption=sealing,
        server_cert_validation="ignore" if authority == "-" else "validate",
        ca_trust_path=None if authority == "-" else authority,
        read_timeout_sec=30)
    for line in sys.stdin:
        try:
            status, body = 200, client.send_message(base64.b64decode(line))
        except WinRMTransportError as error:
            status, body = error.code, error.response_text
        except InvalidCredentialsError:
            status, body = 401, b""
        if isinstance(body, str):
            body = body.encode()
        answer = {"status": status, "body": base64.b64encode(body or b"").decode()}
        print(json.dumps(answer), flush=True)


main()

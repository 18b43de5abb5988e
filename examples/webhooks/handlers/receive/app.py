"""Lets through what the provider has signed, and drops the rest.

The body is the message, byte for byte, and the header `Payment-Signature` is its
attribute `signature`: `t=1733230000,v1=HEX`, where HEX is the HMAC-SHA256 of
`1733230000.BODY` with the shared secret. Nothing of the body is looked at before
the signature is found right.

A wrong signature does not become right by repetition, so such a message is logged
and dropped. Whatever else goes wrong (the secret cannot be read, the next queue
does not answer) is tried again, for that message alone.
"""
import hashlib
import hmac
import logging
import os
import time

import boto3

log = logging.getLogger()
log.setLevel(logging.INFO)

secrets = boto3.client("secretsmanager")
sqs = boto3.client("sqs")

TOLERANCE = int(os.environ["TOLERANCE_SECONDS"])
KEPT = 300  # seconds that a secret is used before it is read again
FRESH = 30  # a secret read so lately is not read again for a wrong signature


class Secret:
    """The signing secret, read when it is needed and then kept for a while."""

    def __init__(self, arn):
        self.arn, self.value, self.read = arn, None, 0.0

    def get(self, at_most=KEPT):
        if self.value is None or time.monotonic() - self.read > at_most:
            answer = secrets.get_secret_value(SecretId=self.arn)
            self.value = answer["SecretString"].encode()
            self.read = time.monotonic()
        return self.value


signing = Secret(os.environ["SIGNING_SECRET_ARN"])


def parts(header):
    """`t=1,v1=a,v1=b` as ("1", ["a", "b"]): while a secret is being changed, a
    provider may sign with both."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for key, _, value in pairs if key == "t"]
    return (times[0] if len(times) == 1 else "",
            [value for key, _, value in pairs if key == "v1"])


def signed(stamp, body, signatures, secret):
    wanted = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256)
    wanted = wanted.hexdigest().encode()
    # Each is compared to its end, in a time that tells nothing of the right one.
    matches = [hmac.compare_digest(wanted, given.encode())
               for given in signatures]
    return any(matches)


def genuine(body, header, arrived):
    """Whether the provider signed that body, at about the time it arrived.

    The clock is that of the arrival and not of this call: a message may wait in
    the queue for days, and is not older for it."""
    stamp, signatures = parts(header)
    if not (stamp.isascii() and stamp.isdigit()) or len(stamp) > 12:
        return False
    if abs(arrived - int(stamp)) > TOLERANCE:
        return False
    return (signed(stamp, body, signatures, signing.get())
            or signed(stamp, body, signatures, signing.get(at_most=FRESH)))


def take(record):
    attribute = record["messageAttributes"].get("signature", {})
    header = attribute.get("stringValue", "")
    arrived = int(record["attributes"]["SentTimestamp"]) / 1000
    if not genuine(record["body"].encode(), header, arrived):
        log.warning("message %s: the signature is wrong, dropped",
                    record["messageId"])
        return
    sqs.send_message(QueueUrl=os.environ["GENUINE_QUEUE_URL"],
                     MessageBody=record["body"])


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            take(record)
        except Exception:
            log.exception("message %s failed", record["messageId"])
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

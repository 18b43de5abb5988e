# SPDX-License-Identifier: Apache-2.0
"""The handlers of examples/webhooks, with stand-ins for what they call."""
import hashlib
import hmac
import importlib.util
import json
import logging
import os
import sys
import types
import unittest
from pathlib import Path
from unittest import mock

HANDLERS = Path(__file__).resolve().parents[2] / "examples/webhooks/handlers"
ARRIVED = 1733230000
BODY = '{"id": "evt_1",  "amount": 1200, "currency": "EUR", "to": "Zoë"}'


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.response = {"Error": {"Code": code}}


def load(name, variables):
    """The module of a handler, and the clients that it made, by service."""
    clients = {}

    def client(service):
        return clients.setdefault(service, mock.Mock())
    exceptions = types.SimpleNamespace(ClientError=Refused)
    modules = {"boto3": types.SimpleNamespace(client=client),
               "botocore": types.SimpleNamespace(exceptions=exceptions),
               "botocore.exceptions": exceptions}
    spec = importlib.util.spec_from_file_location(
        f"webhooks_{name}", HANDLERS / name / "app.py")
    module = importlib.util.module_from_spec(spec)
    with mock.patch.dict(sys.modules, modules), \
            mock.patch.dict(os.environ, variables):
        spec.loader.exec_module(module)
    logging.getLogger().setLevel(logging.CRITICAL + 1)
    return module, clients


def sign(body, stamp=ARRIVED, secret="right"):
    text = f"{stamp}.{body}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def record(header, body=BODY, number="1", arrived=ARRIVED):
    attributes = {} if header is None else {
        "signature": {"stringValue": header, "dataType": "String"}}
    return {"messageId": number, "body": body,
            "attributes": {"SentTimestamp": str(arrived * 1000)},
            "messageAttributes": attributes}


class Receive(unittest.TestCase):
    def setUp(self):
        self.variables = {"TOLERANCE_SECONDS": "300",
                          "SIGNING_SECRET_ARN": "arn:of:secret",
                          "GENUINE_QUEUE_URL": "https://queue"}
        self.app, self.clients = load("receive", self.variables)
        self.secrets = self.clients["secretsmanager"]
        self.secrets.get_secret_value.return_value = {"SecretString": "right"}
        self.sent = self.clients["sqs"].send_message

    def handle(self, *records):
        with mock.patch.dict(os.environ, self.variables):
            return self.app.handle({"Records": list(records)}, None)

    def dropped(self, header, **more):
        answer = self.handle(record(header, **more))
        self.assertEqual(answer, {"batchItemFailures": []})
        self.sent.assert_not_called()

    def test_what_is_signed_goes_on_unchanged(self):
        self.handle(record(f"t={ARRIVED},v1={sign(BODY)}"))
        self.sent.assert_called_once_with(QueueUrl="https://queue",
                                          MessageBody=BODY)
        self.secrets.get_secret_value.assert_called_once_with(
            SecretId="arn:of:secret")

    def test_one_right_signature_of_two_is_enough(self):
        self.handle(record(f"t={ARRIVED}, v1={'0' * 64}, v1={sign(BODY)}"))
        self.sent.assert_called_once()

    def test_another_body_is_dropped(self):
        self.dropped(f"t={ARRIVED},v1={sign(BODY)}", body=BODY + " ")

    def test_another_secret_is_dropped(self):
        self.dropped(f"t={ARRIVED},v1={sign(BODY, secret='wrong')}")

    def test_another_time_than_the_signed_one_is_dropped(self):
        self.dropped(f"t={ARRIVED + 1},v1={sign(BODY)}")

    def test_what_is_no_signature_is_dropped(self):
        for header in (None, "", "v1=", f"v1={sign(BODY)}", "t=,v1=", "t=x,v1=a",
                       f"t={ARRIVED},t={ARRIVED},v1={sign(BODY)}",
                       f"t={ARRIVED},v1=ä", "t=²,v1=a", "t=" + "9" * 5000):
            self.dropped(header)

    def test_a_signature_from_another_day_is_dropped(self):
        for stamp in (ARRIVED - 301, ARRIVED + 301):
            self.dropped(f"t={stamp},v1={sign(BODY, stamp)}")

    def test_it_may_have_waited_in_the_queue(self):
        long_ago = 1_000_000_000
        self.handle(record(f"t={long_ago},v1={sign(BODY, long_ago)}",
                           arrived=long_ago + 300))
        self.sent.assert_called_once()

    def test_the_secret_is_kept(self):
        good = record(f"t={ARRIVED},v1={sign(BODY)}")
        self.handle(good, good)
        self.handle(good)
        self.secrets.get_secret_value.assert_called_once()

    def test_a_changed_secret_is_read_again(self):
        self.handle(record(f"t={ARRIVED},v1={sign(BODY)}"))
        self.secrets.get_secret_value.return_value = {"SecretString": "new"}
        self.app.signing.read -= 60
        self.handle(record(f"t={ARRIVED},v1={sign(BODY, secret='new')}"))
        self.assertEqual(self.sent.call_count, 2)

    def test_wrong_signatures_do_not_read_it_again_and_again(self):
        bad = record(f"t={ARRIVED},v1={'0' * 64}")
        self.handle(*[bad] * 10)
        self.secrets.get_secret_value.assert_called_once()

    def test_what_fails_otherwise_comes_back_alone(self):
        self.sent.side_effect = [None, Refused("Throttled"), None]
        good = f"t={ARRIVED},v1={sign(BODY)}"
        answer = self.handle(*[record(good, number=str(i)) for i in range(3)])
        self.assertEqual(answer,
                         {"batchItemFailures": [{"itemIdentifier": "1"}]})


class Book(unittest.TestCase):
    def setUp(self):
        self.variables = {"PAYMENTS_TABLE_NAME": "payments"}
        self.app, clients = load("book", self.variables)
        self.put = clients["dynamodb"].put_item

    def handle(self, body=BODY):
        with mock.patch.dict(os.environ, self.variables):
            return self.app.handle({"Records": [record(None, body)]}, None)

    def test_it_books_under_the_events_id(self):
        self.assertEqual(self.handle(), {"batchItemFailures": []})
        given = self.put.call_args.kwargs
        self.assertEqual(given["Item"]["id"], {"S": json.loads(BODY)["id"]})
        self.assertIn("attribute_not_exists", given["ConditionExpression"])

    def test_twice_is_once(self):
        self.put.side_effect = Refused("ConditionalCheckFailedException")
        self.assertEqual(self.handle(), {"batchItemFailures": []})

    def test_other_trouble_comes_back(self):
        self.put.side_effect = Refused("ThrottlingException")
        self.assertEqual(len(self.handle()["batchItemFailures"]), 1)

    def test_no_event_comes_back(self):
        self.assertEqual(len(self.handle("{}")["batchItemFailures"]), 1)

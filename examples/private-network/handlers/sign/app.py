"""Signs payments with the key that Secrets Manager keeps.

The key is read once and kept for five minutes, so that a new one is in use soon
after it was rotated.
"""

import hashlib
import hmac
import json
import os
import time

import boto3

ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE_NAME"])
secrets = boto3.client("secretsmanager")
kept = {"until": 0, "key": b""}


def key():
    if time.monotonic() >= kept["until"]:
        secret = secrets.get_secret_value(SecretId=os.environ["SIGN_KEY_SECRET_ARN"])
        kept.update(key=secret["SecretString"].encode(),
                    until=time.monotonic() + 300)
    return kept["key"]


def sign(payment):
    text = json.dumps(payment, sort_keys=True).encode()
    ledger.update_item(
        Key={"id": payment["id"]},
        UpdateExpression="SET signature = :s",
        ExpressionAttributeValues={
            ":s": hmac.new(key(), text, hashlib.sha256).hexdigest()})


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            sign(json.loads(record["body"]))
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

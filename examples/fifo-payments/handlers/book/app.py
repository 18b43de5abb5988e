"""Books payments, in the order of each account.

A batch of a FIFO queue may hold payments of several accounts. Where one cannot be
booked, the rest of the batch is left alone: the answer names it and everything
behind it, and the queue hands these out again, in the same order. To go on would
book a later payment of an account before an earlier one.

The queue knows a repeated idempotency key for five minutes only, and may hand out
a message twice. So account and key are also the key of the entry in the ledger,
which is written once.
"""

import json
import logging
import os

import boto3

log = logging.getLogger()
log.setLevel(logging.INFO)
dynamodb = boto3.client("dynamodb")
LEDGER = os.environ["LEDGER_TABLE_NAME"]


def book(record):
    """Writes one payment. Raise anything to have it tried again."""
    payment = json.loads(record["body"])
    account = record["attributes"]["MessageGroupId"]
    key = record["attributes"]["MessageDeduplicationId"]
    try:
        dynamodb.put_item(
            TableName=LEDGER,
            Item={
                "id": {"S": f"{account}/{key}"},
                "account": {"S": account},
                "amount": {"N": str(payment["amount"])},
                "currency": {"S": payment["currency"]},
            },
            ConditionExpression="attribute_not_exists(id)")
    except dynamodb.exceptions.ConditionalCheckFailedException:
        log.info("payment %s is booked already", record["messageId"])


def handle(event, context):
    records = event["Records"]
    for number, record in enumerate(records):
        try:
            book(record)
        except Exception:
            log.exception("payment %s failed", record["messageId"])
            return {"batchItemFailures": [
                {"itemIdentifier": one["messageId"]}
                for one in records[number:]]}
    return {"batchItemFailures": []}

"""Writes payments into the ledger and passes them on to be signed.

A message may arrive twice: the condition lets only the first one into the
ledger, and signing the same payment again changes nothing.
"""

import json
import os

import boto3

ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE_NAME"])
sqs = boto3.client("sqs")


def accept(payment):
    """Raise anything to have the message tried again."""
    try:
        ledger.put_item(
            Item={"id": payment["id"], "amount": payment["amount"]},
            ConditionExpression="attribute_not_exists(id)")
    except ledger.meta.client.exceptions.ConditionalCheckFailedException:
        print("payment", payment["id"], "stands in the ledger already")
    sqs.send_message(QueueUrl=os.environ["WRITTEN_QUEUE_URL"],
                     MessageBody=json.dumps(payment))


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            accept(json.loads(record["body"]))
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

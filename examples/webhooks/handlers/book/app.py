"""Books payments. A provider may send an event twice and a queue may deliver it
twice: the event's own id decides, and the second time nothing happens."""
import json
import logging
import os

import boto3
from botocore.exceptions import ClientError

log = logging.getLogger()
log.setLevel(logging.INFO)

dynamodb = boto3.client("dynamodb")


def book(event):
    try:
        dynamodb.put_item(
            TableName=os.environ["PAYMENTS_TABLE_NAME"],
            Item={"id": {"S": event["id"]},
                  "amount": {"N": str(event["amount"])},
                  "currency": {"S": event["currency"]}},
            ConditionExpression="attribute_not_exists(id)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        log.info("event %s is booked already", event["id"])


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            book(json.loads(record["body"]))
        except Exception:
            log.exception("message %s failed", record["messageId"])
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

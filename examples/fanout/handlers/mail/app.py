"""Writes to the customer. The message is the order itself: delivery is raw."""
import json


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            order = json.loads(record["body"])
            print("mail to", order["customer"])
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

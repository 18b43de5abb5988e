"""Does the jobs of one tenant: the environment says whose."""
import json
import os

TENANT = os.environ["TENANT"]


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            print(TENANT, json.loads(record["body"])["job"])
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

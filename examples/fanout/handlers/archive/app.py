"""Keeps each order under its message id, so that a repetition changes nothing."""
import os

import boto3

s3 = boto3.client("s3")


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            s3.put_object(Bucket=os.environ["ARCHIVE_BUCKET_NAME"],
                          Key=f"orders/{record['messageId']}.json",
                          Body=record["body"])
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

"""Publishes each order that the queue holds."""
import json
import os

import boto3

sns = boto3.client("sns")


def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            order = json.loads(record["body"])
            sns.publish(
                TopicArn=os.environ["NEWS_TOPIC_ARN"],
                Message=json.dumps(order),
                MessageAttributes={"notify": {
                    "DataType": "String",
                    "StringValue": order.get("notify", "nobody")}})
        except Exception as error:
            print(record["messageId"], error)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

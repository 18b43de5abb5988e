"""Works orders off the queue.

A call gets up to ten messages. Those that are named in the answer come back
later, and after five tries they go to the dead-letter queue; all others are
done. So one bad order does not hold up its neighbours.
"""
import json


def work(order):
    print("order", order)


def handle(event, context):
    failed = []
    for record in event["Records"]:
        try:
            work(json.loads(record["body"]))
        except Exception as error:
            print("failed", record["messageId"], repr(error))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}

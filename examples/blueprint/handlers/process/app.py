"""Works off orders, one message at a time.

Lambda hands over a batch. A message that fails comes back alone, because the
answer names it; the others of its batch are done. After five receives the queue
moves it to the dead-letter queue. A message may arrive twice, so `place` must
be safe to repeat: it is given the message's id.
"""

import json
import logging

log = logging.getLogger()
log.setLevel(logging.INFO)


def place(order, message_id):
    """Does the work. Raise anything to have the message tried again."""
    if not isinstance(order, dict) or "sku" not in order:
        raise ValueError("an order is a JSON object with a `sku`")
    log.info("order %s: %s", message_id, order["sku"])


def handle(event, context):
    failures = []
    for record in event["Records"]:
        try:
            place(json.loads(record["body"]), record["messageId"])
        except Exception:
            log.exception("message %s failed", record["messageId"])
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}

# SPDX-License-Identifier: Apache-2.0
"""Events as AWS documents them, and ones that are none."""
import copy
import json

from .server import Event

QUEUE = "arn:aws:sqs:eu-west-1:123456789012:main"


def record(number, body="good", group=None, **changes):
    attributes = {"ApproximateReceiveCount": "2",
                  "SentTimestamp": "1545082649183",
                  "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                  "ApproximateFirstReceiveTimestamp": "1545082649185"}
    if group is not None:
        attributes |= {"MessageGroupId": group,
                       "MessageDeduplicationId": f"dedup-{number}",
                       "SequenceNumber": str(18849496460467696128 + number)}
    return {"messageId": f"m{number}", "receiptHandle": "AQEBwJ", "body": body,
            "attributes": attributes, "messageAttributes": {},
            "md5OfBody": "e4e68f", "eventSource": "aws:sqs",
            "eventSourceARN": QUEUE, "awsRegion": "eu-west-1", **changes}


def text(value):
    return json.dumps(value, ensure_ascii=False).encode()


def batch(*records, **more):
    return Event(text({"Records": list(records)}), **more)


def bodies(*texts, **more):
    """Messages m0, m1, … with these bodies."""
    return batch(*(record(i, one) for i, one in enumerate(texts)), **more)


def groups(*pairs, **more):
    """The same on an ordered queue, as (group, body)."""
    return batch(*(record(i, body, group)
                   for i, (group, body) in enumerate(pairs)), **more)


def request(path="/ships/7", body=None, encoded=False, **more):
    value = {"version": "2.0", "routeKey": "PUT /ships/{ship}", "rawPath": path,
             "rawQueryString": "dry=yes", "cookies": ["a=b"],
             "headers": {"content-type": "text/plain", "host": "x"},
             "queryStringParameters": {"dry": "yes"},
             "pathParameters": {"ship": "seven"},
             "requestContext": {"http": {"method": "PUT", "path": path,
                                         "sourceIp": "192.0.2.7",
                                         "userAgent": "t"}},
             "isBase64Encoded": encoded, **more}
    if body is not None:
        value["body"] = body
    return Event(text(value))


def changed(change):
    one = copy.deepcopy(record(0))
    change(one)
    return text({"Records": [one]})


def no_message(**changes):
    return text({"Records": [record(0), record(1, **changes)]})


MALFORMED = [
    b"", b"{", b"[", b"null", b"7", b'"text"', b"{}", b"[]", b'{"Records":{}}',
    b'{"Records":[]}', b'{"Records":[7]}', b'{"Records":[{}]}',
    b'{"Records":[null]}', b'{"a"', b'{"a":', b'{"a":1,', b"[1,", b'{"Records":[',
    b"nul", b"\xff\xfe", b'{"a":"\xc3"}', b'{"a":"\\u12"}', b'{"a":"\\x"}',
    b'{"a":"\n"}', b'{"a":01}', b'{"a":1.}', b'{"a":-}', b'{"a":1e}',
    b'{"Records":[]} x', b"[" * 100000, b'{"a":' * 100000,
    b'{"Records":[' + b"[" * 300 + b"]" * 300 + b"]}",
    no_message(body=None), no_message(body=7), no_message(messageId=""),
    no_message(messageId=None), no_message(messageId=7),
    no_message(eventSource="aws:sns"), no_message(body="a\0b"),
    no_message(messageAttributes=[1]),
    no_message(messageAttributes={"a": {}}),
    no_message(messageAttributes={"a": {"dataType": "String"}}),
    changed(lambda one: one["attributes"].update(SentTimestamp="soon")),
    changed(lambda one: one["attributes"].update(SentTimestamp=7)),
    changed(lambda one: one["attributes"].update(
        ApproximateReceiveCount="9" * 40)),
    changed(lambda one: one["attributes"].update(
        ApproximateReceiveCount="-1")),
]

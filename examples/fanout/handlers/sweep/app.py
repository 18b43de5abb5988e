"""Counts the archive once a night."""
import os

import boto3

s3 = boto3.client("s3")


def handle(event, context):
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=os.environ["ARCHIVE_BUCKET_NAME"])
    print("archived orders:", sum(page["KeyCount"] for page in pages))

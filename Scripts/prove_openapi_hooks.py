"""What Scripts/prove-openapi adds to schemathesis: notes of what was answered, and a credential that stays."""

import os
import threading

import schemathesis

SEEN = open(os.environ["LANGBOT_SEEN"], "a", encoding="utf-8")
LOCK = threading.Lock()


@schemathesis.hook
def after_call(context, case, response):
    operation = case.operation.definition.raw.get("operationId", "?")
    if case.operation.method.upper() == response.request.method:
        with LOCK:
            SEEN.write(f"{operation} {response.status_code}\n")
            SEEN.flush()

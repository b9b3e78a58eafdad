# SPDX-FileCopyrightText: 2026 The Cistern developers
# SPDX-License-Identifier: MIT
"""Times lxml over the reply in a file: lxmlreader.py FILE RUNS; prints milliseconds of a processor as JSON."""
import json
import sys
import time

from lxml import etree

WSMAN = "{http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def milliseconds(function):
    begun = time.process_time()
    result = function()
    return (time.process_time() - begun) * 1000, result


def objects(root):
    found = []
    for item in root.iter(WSMAN + "Item"):
        values = {}
        for child in item[0]:
            text = None if child.get(NIL) == "true" else child.text or ""
            values.setdefault(etree.QName(child).localname, []).append(text)
        found.append(values)
    return found


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    parsed, taken = [], []
    for _ in range(int(sys.argv[2])):
        parsed.append(milliseconds(lambda: etree.fromstring(data))[0])
        took, found = milliseconds(lambda: objects(etree.fromstring(data)))
        if not found:
            sys.exit("no objects")
        taken.append(took)
    print(json.dumps({"parsed": parsed, "taken": taken}))


main()

#!/usr/bin/env python3
"""A second verifier of evidence bundles, written from docs/audit-bundle.md alone. Standard library only.

usage: verify.py BUNDLE [--key KEY ...] [--outside FILE ...]
Prints one line a fault and one JSON object last; exit code 1 where there is any.
"""
import argparse, base64, datetime, hashlib, json, os, sys

# --- Ed25519 verification (RFC 8032, 5.1.7), slow and plain -------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

def recover_x(y, sign):
    if y >= P: return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * SQRT_M1 % P
    if (x * x - x2) % P or (x == 0 and sign): return None
    return P - x if (x & 1) != sign else x

def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)

def multiply(s, p):
    q = (0, 1, 1, 0)
    while s:
        if s & 1: q = add(q, p)
        p, s = add(p, p), s >> 1
    return q

def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)

GY = 4 * pow(5, P - 2, P) % P
G = (recover_x(GY, 0), GY, 1, recover_x(GY, 0) * GY % P)

def ed25519_verify(public, message, signature):
    if len(signature) != 64: return False
    a, r, s = decompress(public), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = multiply(s, G), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0

# --- Merkle tree (RFC 9162, 2.1) ------------------------------------------------------------------------------------------
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def leaf(h): return sha(b"\0", h)
def node(left, right): return sha(b"\1", left, right)

class Tree: # peaks: the roots of the complete subtrees, as (height, hash), largest first
    def __init__(self): self.peaks, self.size = [], 0

    def append(self, value):
        height = 0
        while self.peaks and self.peaks[-1][0] == height:
            value, height = node(self.peaks.pop()[1], value), height + 1
        self.peaks.append((height, value))
        self.size += 1

    def root(self):
        if not self.peaks: return sha()
        value = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            value = node(left, value)
        return value

def root_of_inclusion(value, index, size, proof):
    fn, sn = index, size - 1
    for part in proof:
        if sn == 0: return None
        if fn & 1 or fn == sn:
            value = node(part, value)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = node(value, part)
        fn, sn = fn >> 1, sn >> 1
    return value if sn == 0 else None

def consistent(first, first_root, second, second_root, proof):
    if first == second: return not proof and first_root == second_root
    if first == 0: return not proof
    path = ([first_root] if first & (first - 1) == 0 else []) + proof
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not path: return False
    fr = sr = path[0]
    for part in path[1:]:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            fr, sr = node(part, fr), node(part, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, part)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root

# --- Notes, keys, checkpoints ---------------------------------------------------------------------------------------------
def split_notes(text):
    notes, current, signed = [], [], False
    for line in text.splitlines(keepends=True):
        if signed and not line.startswith("\u2014 "):
            notes, current, signed = notes + ["".join(current)], [], False
        signed = signed or line.startswith("\u2014 ")
        current.append(line)
    return notes + (["".join(current)] if current else [])

def parse_key(text):
    name, ident, encoded = text.strip().split("+", 2)
    data = base64.b64decode(encoded)
    if len(data) != 33 or data[0] != 1 or sha(name.encode(), b"\n", data)[:4].hex() != ident:
        raise ValueError("no key: " + text)
    return {"name": name, "id": ident, "key": data[1:], "text": text.strip(), "from": 0, "to": float("inf")}

def signed_by(note, keys):
    """The text of a note and those of the keys that signed it."""
    text, found, signatures = note.partition("\n\n")
    text += "\n"
    good = []
    for line in signatures.splitlines() if found else []:
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014": return text, []
        data = base64.b64decode(parts[2])
        good += [k for k in keys if k["name"] == parts[1] and k["id"] == data[:4].hex() and ed25519_verify(k["key"], text.encode(), data[4:])]
    return text, good

def read_checkpoint(note):
    lines = note.split("\n")
    if len(lines) < 6 or not lines[1].isdigit() or not lines[3].startswith("time ") or lines[4] != "": return None
    return {"origin": lines[0], "size": int(lines[1]), "root": base64.b64decode(lines[2]), "at": lines[3][5:], "note": note}

def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()

def instant(text): return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")

class Verifier:
    def __init__(self, folder, keys, outside):
        self.folder, self.faults, self.leaves, self.kept = folder, [], {}, {}
        self.manifest = json.loads(self.text("manifest.json"))
        self.whole = self.manifest["scope"] == "LOG"
        self.origin = self.manifest["origin"]
        self.keys = self.rotate([parse_key(k) for k in keys])
        self.restarts = self.restart()
        self.own = self.checkpoints(self.text("checkpoints.txt"), "checkpoint")
        self.outside = [c for c in self.checkpoints("".join(outside), "outside checkpoint") if c["at"] <= self.manifest["madeAt"]]
        self.newest = self.own[-1] if self.own else None
        self.count = self.unlogged = 0

    def text(self, name):
        path = os.path.join(self.folder, name)
        return read(path) if os.path.exists(path) else ""

    def fault(self, what, where): self.faults.append((what, where))

    def rotate(self, keys):
        known = {k["text"] for k in keys}
        for note in split_notes(self.text("rotations.txt")):
            lines = note.split("\n")
            _, signers = signed_by(note, [k for k in keys if k["to"] >= int(lines[2])])
            if not signers or lines[0] != "tuojian-key-rotation/1" or lines[1] != self.origin:
                if lines[3] not in known: self.fault("KEY_ROTATION", lines[2])
                continue
            signers[0]["to"] = int(lines[2])
            if lines[3] not in known:
                keys.append(dict(parse_key(lines[3]), **{"from": int(lines[2])}))
        return keys

    def restart(self):
        found = []
        for note in split_notes(self.text("restarts.txt")):
            lines = note.split("\n")
            keys = [k for k in self.keys if k["from"] <= int(lines[2]) <= k["to"]]
            if lines[:2] == ["tuojian-log-restart/1", self.origin] and int(lines[2]) < int(lines[3]) and signed_by(note, keys)[1]:
                found.append((int(lines[2]), int(lines[3]), lines[4][5:]))
            else: self.fault("LOG_RESTART", lines[2])
        return found

    def checkpoints(self, text, what):
        good = []
        for note in split_notes(text):
            read = read_checkpoint(note)
            if read is None or read["origin"] != self.origin:
                self.fault("CHECKPOINT_UNREADABLE", what)
            elif any(kept < read["size"] <= lost and read["at"] < at for kept, lost, at in self.restarts): continue
            elif not signed_by(note, [k for k in self.keys if k["from"] <= read["size"] <= k["to"]])[1]:
                self.fault("CHECKPOINT_NOT_SIGNED", "%s %d" % (what, read["size"]))
            else:
                good.append(read)
        good.sort(key=lambda c: (c["size"], c["at"]))
        for a, b in zip(good, good[1:]):
            if a["size"] == b["size"] and a["root"] != b["root"]: self.fault("CHECKPOINTS_FORK", "%s %d" % (what, b["size"]))
            elif a["size"] == b["size"] and what == "checkpoint": self.fault("CHECKPOINT_TWICE", str(b["size"]))
            if b["at"] < a["at"]: self.fault("CHECKPOINT_TIMES", "%s %d" % (what, b["size"]))
        return good

    def events(self):
        seen, stream, version, previous, place, sound = set(), None, 0, "0" * 64, -1, True
        with open(os.path.join(self.folder, "events.jsonl"), encoding="utf-8", newline="\n") as lines:
            for line in lines:
                event = json.loads(line)
                body = json.loads(event["body"])
                if body["stream"] != stream:
                    stream, version, previous, place, sound = body["stream"], 0, "0" * 64, -1, True
                    if stream in seen: self.fault("STREAM_TWICE", stream)
                    seen.add(stream)
                version += 1
                self.count += 1
                index = event["index"]
                where = "%s@%d" % (stream, version)
                if sound:
                    computed = hashlib.sha256((event["prev"] + "\n" + event["body"]).encode()).hexdigest()
                    checks = [("EVENT_MISSING", body["version"] != version), ("CHAIN_BROKEN", event["prev"] != previous),
                              ("EVENT_CHANGED", computed != event["hash"]), ("LOG_ORDER", index is not None and index <= place),
                              ("NOT_INCLUDED", not self.whole and not self.included(event))]
                    bad = next((code for code, is_bad in checks if is_bad), None)
                    sound = bad is None
                    if bad: self.fault(bad, where)
                previous = event["hash"]
                if index is None:
                    self.unlogged += 1
                else:
                    place = index
                    self.leaves.setdefault(index, []).append(bytes.fromhex(event["hash"]))
                if body["type"] == "DocumentKept":
                    self.kept[body["data"]["sha256"]] = where

    def included(self, event):
        if self.newest is None or event["index"] is None or event["index"] >= self.newest["size"]: return True
        proof = [base64.b64decode(p) for p in event.get("proof", [])]
        root = root_of_inclusion(leaf(bytes.fromhex(event["hash"])), event["index"], self.newest["size"], proof)
        return root == self.newest["root"]

    def tree(self):
        for size in {c["size"] for c in self.outside} - {c["size"] for c in self.own}: self.fault("CHECKPOINT_MISSING", str(size))
        wanted, tree, logged = sorted(self.own + self.outside, key=lambda c: c["size"]), Tree(), self.count - self.unlogged
        while True:
            while wanted and wanted[0]["size"] == tree.size:
                if wanted.pop(0)["root"] != tree.root():
                    return self.fault("ROOT_DIFFERS", "size %d" % tree.size)
            if tree.size >= logged: break
            here = self.leaves.get(tree.size, [])
            if len(here) != 1:
                return self.fault("LOG_GAP" if not here else "LOG_PLACE_TWICE", "place %d" % tree.size)
            tree.append(leaf(here[0]))
        if wanted: self.fault("LOG_CUT", "checkpoint %d, log %d" % (wanted[0]["size"], logged))

    def parts(self):
        proofs = {p["from"]: [base64.b64decode(h) for h in p["proof"]] for p in map(json.loads, self.text("consistency.jsonl").splitlines())}
        for older in self.own[:-1]:
            if not consistent(older["size"], older["root"], self.newest["size"], self.newest["root"], proofs.get(older["size"], [])):
                self.fault("CHECKPOINT_NOT_CONSISTENT", str(older["size"]))
        roots = {c["size"]: c["root"] for c in self.own}
        for other in self.outside:
            if roots.get(other["size"], other["root"]) != other["root"]:
                self.fault("ROOT_DIFFERS", "outside checkpoint %d" % other["size"])

    def documents(self):
        folder = os.path.join(self.folder, "documents")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                if hashlib.sha256(file.read()).hexdigest() != name: self.fault("DOCUMENT_CHANGED", name)
        for sha256, where in self.kept.items():
            if self.whole and sha256 not in names: self.fault("DOCUMENT_MISSING", "%s (%s)" % (sha256, where))

    def run(self):
        self.events()
        if self.newest is None and self.count: self.fault("NO_CHECKPOINT", "the record")
        elif self.newest and self.whole: self.tree()
        elif self.newest: self.parts()
        self.documents()
        beyond = self.unlogged or max(self.leaves, default=-1) >= (self.newest["size"] if self.newest else 0)
        if self.newest and beyond and (instant(self.manifest["madeAt"]) - instant(self.newest["at"])).total_seconds() > 300:
            self.fault("CHECKPOINT_STALE", self.newest["at"])
        return self.faults

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle")
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--outside", action="append", default=[])
    options = parser.parse_args()
    verifier = Verifier(options.bundle, options.key, [read(f) for f in options.outside])
    faults = verifier.run()
    for what, where in faults: print("%s: %s" % (what, where))
    print(json.dumps({"ok": not faults, "events": verifier.count, "codes": sorted({what for what, _ in faults})}))
    sys.exit(1 if faults else 0)

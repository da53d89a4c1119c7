/**
 * Signed notes (C2SP signed-note) with Ed25519: a text that ends with a line feed, an empty line, and signatures of keys
 * that have a name. Deliberately absent: what the text says (checkpoint.ts), and where keys lie (log/keys.ts).
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

const ED25519 = 1;
/** DER of an Ed25519 public key is this and 32 bytes (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Who may sign: `NAME+KEYID+KEY` as text. */
export type VerifierKey = { readonly name: string; readonly id: string; readonly key: KeyObject; readonly text: string };
export type Signer = { readonly verifier: VerifierKey; sign(text: string): string };

const idOf = (name: string, key: Buffer): Buffer =>
  createHash('sha256')
    .update(name)
    .update('\n')
    .update(Buffer.from([ED25519]))
    .update(key)
    .digest()
    .subarray(0, 4);

function verifierOf(name: string, raw: Buffer): VerifierKey {
  const id = idOf(name, raw).toString('hex');
  const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  return { name, id, key, text: `${name}+${id}+${Buffer.concat([Buffer.from([ED25519]), raw]).toString('base64')}` };
}

/** Null where the text is no such key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) return null;
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ED25519) return null;
  const verifier = verifierOf(name, bytes.subarray(1));
  return verifier.id === id ? verifier : null;
}

/** A new key: its private half as PEM (PKCS #8), which belongs outside the database. */
export const newPrivateKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** `name` may hold no space and no plus. Error: PEM that holds no Ed25519 key. */
export function signerOf(name: string, pem: string): Signer {
  if (!/^[^\s+]+$/.test(name)) throw new Error(`a key's name may hold no space and no plus: ${name}`);
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the signing key is not an Ed25519 key');
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  const verifier = verifierOf(name, raw);
  return {
    verifier,
    sign(text) {
      const signature = Buffer.concat([Buffer.from(verifier.id, 'hex'), sign(null, Buffer.from(text), key)]).toString('base64');
      return `${text}\n— ${name} ${signature}\n`;
    },
  };
}

export type Signature = { readonly name: string; readonly id: string; readonly bytes: Buffer };
export type Note = { readonly text: string; readonly signatures: readonly Signature[] };

/** Null where it is no signed note. */
export function parseNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return null;
  const signatures: Signature[] = [];
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [, name, base64] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    if (name === undefined || base64 === undefined) return null;
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length < 5) return null;
    signatures.push({ name, id: bytes.subarray(0, 4).toString('hex'), bytes: bytes.subarray(4) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/** The keys among `keys` whose signature on the note holds. */
export const signersOf = ({ text, signatures }: Note, keys: readonly VerifierKey[]): readonly VerifierKey[] =>
  keys.filter((key) =>
    signatures.some(({ name, id, bytes }) => name === key.name && id === key.id && verify(null, Buffer.from(text), key.key, bytes)),
  );

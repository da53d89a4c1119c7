/**
 * Keys that lie in files beside the database: named in a backup, never put into it. Where somebody asks for it they go into a
 * file of their own, which its owner alone may read, and come back from it where there are none. Deliberately absent: what a
 * key is for (temporal/, sign-in/, log/).
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SetupError } from '../local/setup-error.ts';
import { LogKeys } from '../log/keys.ts';
import { keyIds } from '../temporal/key-file.ts';
import type { NamedKey } from './manifest.ts';

export type KeyPlaces = { readonly sealKey: string; readonly payloadKey: string; readonly signInKey: string; readonly logKeys: string };

type KeyPlace = { readonly name: string; readonly setting: string; readonly file: string; readonly without: string };

/** In the order in which they are told. `without`: what comes of it when they are lost. */
const placesOf = ({ sealKey, payloadKey, signInKey, logKeys }: KeyPlaces): readonly KeyPlace[] => [
  {
    name: 'log keys',
    setting: 'TUOJIAN_LOG_KEYS',
    file: path.join(logKeys, 'log-keys.json'),
    without: 'nothing more is signed under the name of this log',
  },
  {
    name: 'sign-in key',
    setting: 'TUOJIAN_SIGN_IN_KEY',
    file: signInKey,
    without: 'second factors and the secrets of outgoing events cannot be read and are set up anew',
  },
  { name: 'seal key', setting: 'TUOJIAN_SEAL_KEY', file: sealKey, without: 'a new one does, once API and worker share it' },
  {
    name: 'payload key',
    setting: 'TUOJIAN_PAYLOAD_KEY',
    file: payloadKey,
    without: 'what the old Temporal holds is unreadable; a new one does for an empty Temporal',
  },
];

/** Error: a file that is none of ours, or damaged. */
const idsIn = ({ name, file }: KeyPlace): readonly string[] => {
  if (!existsSync(file)) return [];
  return name === 'log keys' ? (LogKeys.open(path.dirname(file))?.publicKeys ?? []) : keyIds(file);
};

export const namedKeys = (places: KeyPlaces): NamedKey[] =>
  placesOf(places).map((place) => ({ name: place.name, setting: place.setting, ids: [...idsIn(place)] }));

/** Public keys of the log, the first one first; empty: they are not here. */
export const logKeysHere = (logKeys: string): readonly string[] => LogKeys.open(logKeys)?.publicKeys ?? [];

/** Which keys of the backup are not here, and what that means, a sentence each. */
export function missingKeys(wanted: readonly NamedKey[], places: KeyPlaces): readonly string[] {
  return placesOf(places).flatMap((place) => {
    const ids = wanted.find(({ name }) => name === place.name)?.ids ?? [];
    const here = idsIn(place);
    const gone = ids.filter((id) => !here.includes(id));
    return gone.length === 0 ? [] : [`${place.name} ${gone.join(', ')} (${place.setting}) is not here: ${place.without}`];
  });
}

const stored = z.strictObject({
  format: z.literal('tuojian-keys/1'),
  at: z.string(),
  files: z.array(z.strictObject({ name: z.string(), content: z.base64() })),
});

const mustBeFree = (file: string): void => {
  if (existsSync(file)) throw new SetupError(`${file} is there already.`, 'Name a file for the keys that is not there yet.');
};

/** Before the work begins. Error: SetupError when something is there. */
export const mayHoldKeys = mustBeFree;

/** Gives the names of the keys in it. */
export function writeKeys(file: string, places: KeyPlaces, at: string): readonly string[] {
  mustBeFree(file);
  const files = placesOf(places).flatMap(({ name, file: from }) =>
    existsSync(from) ? [{ name, content: readFileSync(from).toString('base64') }] : [],
  );
  writePrivately(file, Buffer.from(`${JSON.stringify({ format: 'tuojian-keys/1', at, files } satisfies z.infer<typeof stored>, null, 2)}\n`));
  return files.map(({ name }) => name);
}

export type KeysBack = { readonly written: readonly string[]; readonly kept: readonly string[] };

/** Puts keys where the settings say, where there are none. Error: SetupError when the file is none of keys, or open to others. */
export function keysBack(file: string, places: KeyPlaces): KeysBack {
  const { files } = readKeyFile(file);
  const [written, kept]: [string[], string[]] = [[], []];
  for (const { name, file: to } of placesOf(places)) {
    const found = files.find((one) => one.name === name);
    if (found === undefined) continue;
    const bytes = Buffer.from(found.content, 'base64');
    if (!existsSync(to)) writePrivately(to, bytes);
    (existsSync(to) && readFileSync(to).equals(bytes) ? written : kept).push(name);
  }
  return { written, kept };
}

function readKeyFile(file: string): z.infer<typeof stored> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new SetupError(`${file} does not exist.`, 'Name the file that `tuojian backup --with-keys` wrote.');
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new SetupError(`Others on this machine may read ${file}, which holds keys.`, `Run: chmod 600 ${file}`);
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new SetupError(`${file} is no file of keys, or is damaged.`, 'Name the file that `tuojian backup --with-keys` wrote.');
  }
}

function writePrivately(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  const next = `${file}.unfinished-${process.pid}`;
  rmSync(next, { force: true });
  const handle = openSync(next, 'wx', 0o600);
  writeSync(handle, bytes);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(next, file);
}

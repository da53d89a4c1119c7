/** `tuojian doctor`: keys, passwords and mails that lie in files: there, sound, and their owner's alone. */
import { existsSync } from 'node:fs';
import { openToOthers } from '../../config/key-files.ts';
import type { Settings } from '../../config/settings.ts';
import type { KeyIds } from '../../temporal/connect.ts';
import { keyIds, keyInUse } from '../../temporal/key-file.ts';
import { bad, good, type PartReport, reason } from './finding.ts';

/** The data folder of an embedded PostgreSQL that root starts may be passed through by its group, and no more. */
export function ownFiles({ sealKey, payloadKey, signInKey, providersFile, auditLog, dataDir, temporal }: Settings): PartReport {
  const folder = openToOthers([dataDir], 0o067);
  const open = [
    ...new Set([
      ...openToOthers([
        sealKey,
        payloadKey,
        signInKey,
        ...(providersFile === null ? [] : [providersFile]),
        ...temporal.secretFiles,
        auditLog.keys,
        '.env',
      ]),
      ...folder.filter((file) => file !== dataDir || folder.length === 1),
    ]),
  ];
  const shown = open.length > 4 ? `${open.slice(0, 4).join(', ')} and ${open.length - 4} more` : open.join(', ');
  return open.length === 0
    ? good('Files', "keys, passwords and mails are their owner's alone")
    : bad('Files', `others on this machine may read or change ${shown}`, `run: chmod go= ${open.slice(0, 4).join(' ')}`);
}

type KeyOf = {
  readonly part: 'Seal key' | 'Payload key';
  readonly file: string;
  readonly setting: string;
  readonly command: string;
  /** What the newest key does, and what becomes of older ones. */
  readonly does: string;
  readonly older: string;
  /** What comes of it when workers have none of these keys. */
  readonly otherwise: string;
};

/** `atWork`: ids of the keys that workers use, null for one that says none; null: not known. */
function keyOf({ part, file, setting, command, does, older, otherwise }: KeyOf, atWork: readonly (string | null)[] | null): PartReport {
  if (!existsSync(file))
    return atWork === null || atWork.length === 0
      ? good(part, `none at ${file} yet; \`npm start\` makes it, and \`npx tuojian ${command}\` does for production`)
      : bad(part, `none at ${file}, although workers are running`, `bring the file that they use, or set ${setting} to it`);
  try {
    const ids = keyIds(file);
    const others = [...new Set((atWork ?? []).filter((id) => id === null || !ids.includes(id)))];
    if (others.length > 0)
      return bad(
        part,
        `workers use ${others.map((id) => id ?? 'a key that they do not name').join(', ')}, which is not among ${ids.join(', ')} in ${file}; ${otherwise}`,
        `give every process the same file (${setting}), the workers first, and restart workers of an older release`,
      );
    const same = (atWork ?? []).length > 0 ? '; the workers have it too' : '';
    const { id, next } = keyInUse(file);
    const olderOnes = ids.indexOf(id);
    const follows = next === null ? '' : `, ${next.id} follows it on ${next.since}`;
    return good(part, `${id} ${does}${olderOnes > 0 ? `, ${olderOnes} older ${older}` : ''}${follows}${same}`);
  } catch (error) {
    return bad(part, `${file} cannot be used: ${reason(error)}`, 'restore it from a backup, or bring the file of another process');
  }
}

/** `atWork`: keys of the workers; null: not known. */
export const sealKeyOf = ({ sealKey }: Settings, atWork: readonly Pick<KeyIds, 'seal'>[] | null): PartReport =>
  keyOf(
    {
      part: 'Seal key',
      file: sealKey,
      setting: 'TUOJIAN_SEAL_KEY',
      command: 'seal-key',
      does: 'seals',
      older: 'believed',
      otherwise: 'they would refuse what is sent from here',
    },
    atWork?.map(({ seal }) => seal) ?? null,
  );

/** Where nothing is to be encrypted, and nothing is, that stands among the weak settings. */
export function payloadKeyOf({ payloadKey, allow }: Settings, atWork: readonly Pick<KeyIds, 'payload'>[] | null): PartReport {
  if (allow.includes('clear-payloads') && !existsSync(payloadKey) && (atWork ?? []).every(({ payload }) => payload === null))
    return good('Payload key', 'none, as TUOJIAN_ALLOW says: what people write stands readable in Temporal');
  return keyOf(
    {
      part: 'Payload key',
      file: payloadKey,
      setting: 'TUOJIAN_PAYLOAD_KEY',
      command: 'payload-key',
      does: 'encrypts what Temporal keeps',
      older: 'read',
      otherwise: 'what they write there cannot be read from here, or stands readable',
    },
    atWork?.map(({ payload }) => payload) ?? null,
  );
}

/** Signs the cookies of sessions and encrypts second factors: each API with a file of its own would know none of the others'. */
export function signInKeyOf({ signInKey, databaseUrl }: Settings): PartReport {
  const part = 'Sign-in key';
  if (!existsSync(signInKey))
    return databaseUrl === null
      ? good(part, `none at ${signInKey} yet; the API makes it`)
      : bad(
          part,
          `none at ${signInKey}: an API would make one of its own, and sign-ins by another would not count`,
          'start one API first and give every API its file, or set TUOJIAN_SIGN_IN_KEY to it',
        );
  try {
    const ids = keyIds(signInKey);
    const older = ids.length > 1 ? `, ${ids.length - 1} older believed` : '';
    return good(part, `${ids.at(-1) ?? ''} signs sessions${older}; every API must have this file`);
  } catch (error) {
    return bad(part, `${signInKey} cannot be used: ${reason(error)}`, 'restore it from a backup, or bring the file of another API');
  }
}

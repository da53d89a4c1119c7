/** `tuojian doctor`: keys, passwords and mails that lie in files: there, sound, and their owner's alone. */
import { existsSync } from 'node:fs';
import { openToOthers } from '../../config/key-files.ts';
import type { Settings } from '../../config/settings.ts';
import { sealKeyIds } from '../../temporal/seal-keys.ts';
import { bad, type Finding, good, reason } from './finding.ts';

/** The data folder of an embedded PostgreSQL that root starts may be passed through by its group, and no more. */
export function ownFiles({ sealKey, auditLog, dataDir }: Settings): Finding {
  const folder = openToOthers([dataDir], 0o067);
  const open = [...new Set([...openToOthers([sealKey, auditLog.keys, '.env']), ...folder.filter((file) => file !== dataDir || folder.length === 1)])];
  const shown = open.length > 4 ? `${open.slice(0, 4).join(', ')} and ${open.length - 4} more` : open.join(', ');
  return open.length === 0
    ? good('Files', "keys, passwords and mails are their owner's alone")
    : bad('Files', `others on this machine may read or change ${shown}`, `run: chmod go= ${open.slice(0, 4).join(' ')}`);
}

/** `atWork`: ids of the keys by which workers seal, null for one that says none; null: not known. */
export function sealKeyOf({ sealKey }: Settings, atWork: readonly (string | null)[] | null): Finding {
  if (!existsSync(sealKey))
    return atWork === null || atWork.length === 0
      ? good('Seal key', `none at ${sealKey} yet; \`npm start\` makes it, and \`npx tuojian seal-key\` does for production`)
      : bad('Seal key', `none at ${sealKey}, although workers are running`, 'bring the file that they use, or set TUOJIAN_SEAL_KEY to it');
  try {
    const ids = sealKeyIds(sealKey);
    const others = [...new Set((atWork ?? []).filter((id) => id === null || !ids.includes(id)))];
    if (others.length > 0)
      return bad(
        'Seal key',
        `workers seal by ${others.map((id) => id ?? 'a key that they do not name').join(', ')}, which is not among ${ids.join(', ')} in ${sealKey}; they would refuse what is sent from here`,
        'give every process the same file (TUOJIAN_SEAL_KEY), the workers first, and restart workers of an older release',
      );
    const same = (atWork ?? []).length > 0 ? '; the workers have it too' : '';
    return good('Seal key', `${ids.at(-1) ?? ''} seals${ids.length > 1 ? `, ${ids.length - 1} older believed` : ''}${same}`);
  } catch (error) {
    return bad('Seal key', `${sealKey} cannot be used: ${reason(error)}`, 'restore it from a backup, or bring the file of another process');
  }
}

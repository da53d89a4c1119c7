/** The service that is sent requests: one of its own with the example in it, or one that runs already. Deliberately absent: requests. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LogKeys } from '../../log/keys.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient } from '../demo/http.ts';
import { startOwnService } from '../own-service.ts';
import { openTargets } from '../torture/targets.ts';
import type { WellOptions } from './still-well.ts';

export type Target = Pick<WellOptions, 'apiUrl' | 'tokens' | 'auditor' | 'programme' | 'inside'> & {
  /** People whom a request may have leave, since nobody is signed in as them. */
  readonly spare: readonly string[];
  stop(): Promise<void>;
};

/** Officer, manager, approver, auditor, one who looks after the programme's people, and the head of the group, who alone appoints auditors. */
const READERS = ['xu-jianing', 'liu-chuan', 'han-dong', 'song-wei', 'tang-li', 'zhou-qiming'] as const;
const AUDITOR = 'song-wei';
/** Waiting for the approver, so that there is something to decide. */
const APPROVALS = 12;

export async function ownService(): Promise<Target> {
  const { stack, settings, programme, stop } = await startOwnService({
    name: 'fuzz',
    say: () => undefined,
    log: 'error',
    overrides: { TUOJIAN_MISSES_PER_MINUTE: '1000000' },
  });
  try {
    const tokens: Record<string, string> = {};
    for (const person of READERS) tokens[person] = await issueApiToken(stack.database, person, 1);
    const spare = programme.file.people.map(({ id }) => id).filter((id) => !READERS.some((reader) => reader === id));
    const clientOf = (person: string) => new ApiClient(stack.apiUrl, tokens[person] ?? '');
    const [officer, manager] = [clientOf('xu-jianing'), clientOf('liu-chuan')];
    await officer.until('project/QH-05', () => true);
    await openTargets({
      officer,
      second: clientOf('tang-li'),
      manager,
      programme: 'QH',
      project: 'QH-05',
      outboxUrl: stack.outboxUrl ?? '',
      howMany: APPROVALS,
      run: '1',
    });
    const { database, databaseUrl, apiUrl } = stack;
    const keys = LogKeys.open(settings.auditLog.keys)?.publicKeys ?? [];
    return { apiUrl, tokens, spare, auditor: AUDITOR, programme: 'QH', inside: { database, databaseUrl, keys }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Attached = {
  readonly attach: string;
  readonly tokens?: string | undefined;
  readonly auditor?: string | undefined;
  readonly programme: string;
};

/** Looked at from outside alone, and left running. Error: the file of sign-ins is none, or the service does not answer. */
export async function attachedService({ attach, tokens: file, auditor = AUDITOR, programme }: Attached): Promise<Target> {
  if (file === undefined) throw new Error('--attach needs --tokens FILE: a JSON object of sign-ins by person, {"xu-jianing":"…"}');
  const tokens = z.record(z.string().min(1), z.string().min(20)).parse(JSON.parse(readFileSync(file, 'utf8')));
  const apiUrl = new URL(attach).origin;
  const alive = await fetch(`${apiUrl}/livez`);
  if (!alive.ok) throw new Error(`${apiUrl}/livez answers ${alive.status}`);
  return { apiUrl, tokens, spare: [], auditor: auditor in tokens ? auditor : null, programme, inside: null, stop: async () => undefined };
}

import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { caseOf } from '../../domain/cases.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { commandUpdate, TASK_QUEUE, tellSignal } from '../../workflows/contract.ts';
import { servicePayloads } from '../setup/payloads.ts';

/** What somebody does who reaches Temporal's port and no key. */
const { databaseUrl, temporalAddress, dataDir } = inject('service');
const STREAM = 'programme/QH';
const officer = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] } as const;
let db: Database;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  db = openDatabase(databaseUrl);
  connection = await Connection.connect({ address: temporalAddress });
  client = new Client({ connection, dataConverter: servicePayloads().converter });
});
afterAll(async () => {
  await connection.close();
  await db.close();
});
const versionOf = async (stream: string) => (await db.prisma.stream.findUnique({ where: { stream } }))?.version ?? 0;
const refusal = (error: unknown): string => {
  for (let at = error; at instanceof Error; at = at.cause) if ('type' in at && typeof at.type === 'string') return at.type;
  return String(error);
};
const forged = (envelope: object, updateId: string) =>
  client.workflow
    .getHandle(STREAM)
    .executeUpdate(commandUpdate, { args: [envelope as never], updateId })
    .then(() => 'recorded', refusal);
const adopt = (document: string) => ({
  type: 'AdoptRoute',
  basis: document,
  route: {
    code: 'FORGED',
    version: 1,
    name: { zh: '伪', en: 'Forged' },
    steps: [
      {
        key: 'A',
        name: { zh: '甲', en: 'A' },
        who: { agree: 'ANY', members: [{ person: 'han-dong' }] },
        limit: { n: 5, unit: 'WD' },
      },
    ],
  },
});

describe('whoever reaches Temporal and holds no key', () => {
  it('records nothing by an Update, with a made-up person, a made-up seal, or as the clock', async () => {
    const before = await versionOf(STREAM);
    const seal = { key: 'abcdef01', mac: 'AAAA' };
    expect(await forged({ command: adopt('一'), actor: officer, commandId: 'forged-1', rules: 2 }, 'forged-1')).toBe('SEAL_INVALID');
    expect(await forged({ command: adopt('二'), actor: officer, commandId: 'forged-2', rules: 2, seal }, 'forged-2')).toBe('SEAL_INVALID');
    const sealer = sealerFrom(path.join(dataDir, 'seal-keys.json'));
    const other = sealer.envelope('programme/OTHER', adopt('三'), officer, 'forged-3');
    expect(await forged(other, 'forged-3')).toBe('SEAL_INVALID');
    expect(await versionOf(STREAM)).toBe(before);
    const genuine = sealer.envelope(STREAM, adopt('四'), officer, 'genuine-4');
    expect(await forged(genuine, 'genuine-4')).toBe('recorded');
    expect(await versionOf(STREAM)).toBe(before + 1);
  });

  it('records nothing by a signal, and opens no case', async () => {
    const before = await versionOf(STREAM);
    const actor = { person: null, door: 'case', assurance: 'system', roles: [] } as const;
    await client.workflow.getHandle(STREAM).signal(tellSignal, { command: adopt('五'), actor: officer, commandId: 'forged-5', rules: 2 } as never);
    await client.workflow
      .getHandle(STREAM)
      .signal(tellSignal, { command: { type: 'ProjectEnded', project: 'QH-06' }, actor, commandId: 'project/QH-06@1/0' } as never);
    const open = { command: { type: 'Open', code: 'FG' }, actor: officer, commandId: 'forged-6', rules: 2 };
    await client.workflow.start('programme', { workflowId: 'programme/FG', taskQueue: TASK_QUEUE, args: [{ v: 1, stream: 'programme/FG', open }] });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await versionOf(STREAM)).toBe(before);
    expect(await versionOf('programme/FG')).toBe(0);
    await client.workflow.getHandle('programme/FG').terminate('test');
  });

  it('has nothing sent on by starting a run that says what is owed', async () => {
    const { state } = await db.prisma.caseState.findFirstOrThrow({ where: { kind: 'survey' } });
    const before = await versionOf(STREAM);
    const handle = await client.workflow.start('demandSurvey', {
      workflowId: 'survey/FORGED',
      taskQueue: TASK_QUEUE,
      args: [
        {
          v: 1,
          stream: 'survey/FORGED',
          // A run that nobody continued: what it says is owed would be sealed by the worker and sent.
          resumed: {
            version: 3,
            schema: caseOf('survey/X').schema,
            state: Object(state),
            answered: [],
            notices: [],
            consequences: [{ consequence: { kind: 'tell', stream: STREAM, command: adopt('七') }, commandId: 'forged-7' }],
          },
        },
      ],
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await versionOf(STREAM)).toBe(before);
    await handle.terminate('test');
  });
});

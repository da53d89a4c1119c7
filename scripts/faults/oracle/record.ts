/** O5 and O7: the record verifies as an auditor verifies it, with the checkpoints that were kept outside; and no log, table or history holds what opens a link. */
import { spawn } from 'node:child_process';
import type { Client } from '@temporalio/client';
import { searchSecrets, secretsIn } from '../../torture/secrets.ts';
import type { Service } from '../service.ts';
import { type Findings, NONE } from './findings.ts';

/** What `tuojian audit check` finds, by which whoever runs the service looks; null: nothing. */
export async function recordFaults(service: Service): Promise<string | null> {
  const { code, out } = await checked(service);
  return code === 0 ? null : out.trim();
}

export async function recordVerifies(service: Service): Promise<Findings> {
  const faults = await recordFaults(service);
  return { ...NONE, wrong: faults === null ? [] : [`tuojian audit check says: ${faults.slice(-600)}`] };
}

function checked(service: Service): Promise<{ readonly code: number | null; readonly out: string }> {
  const env = { ...service.env('worker-1'), DATABASE_URL: service.ownerUrl };
  const child = spawn(process.execPath, ['bin/tuojian.mjs', 'audit', 'check'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })));
}

export async function nothingLeaked(
  { database, payloads, sink, logOf, parts }: Service,
  client: Client,
): Promise<Findings & { readonly secrets: number }> {
  const mails = sink.mails.map(({ id, to, subject, text }) => ({ id, to, subject, text }));
  const logs = Object.keys(parts).map(logOf).join('\n');
  const { hits, secrets } = await searchSecrets({ secrets: secretsIn(mails), database, client, payloads, logs });
  return { ...NONE, wrong: hits.map((hit) => `a secret stands in ${hit}`), secrets };
}

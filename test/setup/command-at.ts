/** A command as a person types it beside a service of a test's own, which it finds by its data folder. */
import { spawn } from 'node:child_process';
import { environmentWith } from '../../config/env.ts';

/** `last`: the line for programs, where there is one. */
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string; readonly last: Record<string, unknown> };

export function tuojianAt(dir: string, ...args: readonly string[]): Promise<Ended> {
  const env = environmentWith({ TUOJIAN_DATA_DIR: dir, TUOJIAN_LOG: 'error', DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '' });
  const child = spawn(process.execPath, ['bin/tuojian.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const lastOf = (text: string): Record<string, unknown> => {
    const line = text.trim().split('\n').at(-1) ?? '';
    return line.startsWith('{') ? JSON.parse(line) : {};
  };
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err, last: lastOf(out) })));
}

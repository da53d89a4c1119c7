/** A command as a person types it, against the running service. */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';

const { apiUrl, databaseUrl, temporalAddress, dataDir, tokens } = inject('service');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

export function tuojian(args: readonly string[], as = 'wu-tao', env: Record<string, string> = {}): Promise<Ended> {
  const settings = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TUOJIAN_PUBLIC_URL: apiUrl,
    TUOJIAN_SEAL_KEY: path.join(dataDir, 'seal-keys.json'),
    TUOJIAN_PAYLOAD_KEY: path.join(dataDir, 'payload-keys.json'),
    TUOJIAN_TOKEN: tokens[as] ?? '',
  };
  const child = spawn(process.execPath, ['bin/tuojian.mjs', ...args], {
    env: { PATH: path.dirname(process.execPath), HOME: os.homedir(), ...settings, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

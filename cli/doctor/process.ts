/** `tuojian doctor`: this machine, its settings, the port and the API. */
import os from 'node:os';
import type { Settings } from '../../config/settings.ts';
import { isFree } from '../../local/ports.ts';
import { allWeaknesses } from '../production.ts';
import { bad, good, type PartReport, reason } from './finding.ts';

/** Parts of its own, as in production. */
export const isExternal = ({ databaseUrl, temporal: { address } }: Settings): boolean => databaseUrl !== null && address !== null;

/** What `start`, `api` and `worker` would refuse, whether it is allowed or not. */
export async function settingsOf(settings: Settings): Promise<readonly PartReport[]> {
  const external = isExternal(settings);
  const weak = (await allWeaknesses(settings, { api: external, worker: external })).filter(({ name }) => name !== 'database-role'); // told beside the database
  return weak.length === 0
    ? [good('Settings', 'nothing weak')]
    : weak.map(({ name, says, wayOut }) => bad('Settings', settings.allow.includes(name) ? `${says} (allowed by TUOJIAN_ALLOW)` : says, wayOut));
}

export function nodeVersion(): PartReport {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 20 || (major === 20 && minor >= 19);
  return fits ? good('Node', `${process.version} on ${os.platform()} ${os.arch()}`) : bad('Node', process.version, 'install Node 20.19 or newer');
}

export async function port(settings: Settings, running: boolean): Promise<PartReport> {
  if (running) return good('Port', `${settings.port} is ours`);
  return (await isFree(settings.port))
    ? good('Port', `${settings.port} is free`)
    : bad('Port', `${settings.port} is in use`, `choose another: TUOJIAN_PORT=${settings.port + 100}`);
}

/** `url` null: nothing is said to run. */
export async function api(url: string | null): Promise<PartReport> {
  if (url === null) return good('API', 'not running (`npm start` runs it)');
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? good('API', url) : bad('API', `${url} is not ready (${response.status})`, 'see its log, or start it again');
  } catch (error) {
    return bad(
      'API',
      `${url} does not answer: ${reason(error)}`,
      'start it (`npx tuojian api`), and see that its proxy, certificate and name lead to it',
    );
  }
}

/** `tuojian doctor`: Temporal, its version and way, and who works on the queue. */
import type { Settings } from '../../config/settings.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { hasKnownFaults, type KeyIds, keysAtWork, lookAtTemporal } from '../../temporal/connect.ts';
import { TASK_QUEUE } from '../../workflows/contract.ts';
import { bad, good, type PartReport, reason } from './finding.ts';

const ANSWER_MS = 3_000;

/** `noted`: of a running stack. `keys`: of the workers, by their ids; null: not known. */
export async function temporal(
  settings: Settings,
  noted: string | null,
): Promise<{ readonly findings: readonly PartReport[]; readonly keys: readonly KeyIds[] | null }> {
  const address = settings.temporal.address ?? noted;
  if (address === null) return { findings: [await embedded(settings)], keys: null };
  const { namespace, apiKey, tls } = settings.temporal;
  const place = { address, namespace, apiKey, tls };
  try {
    const { version } = await lookAtTemporal(place, ANSWER_MS);
    const keys = await keysAtWork(place, TASK_QUEUE, ANSWER_MS);
    return { findings: [server(settings, address, version), workers(keys)], keys };
  } catch (error) {
    const says = `${address} does not answer as namespace ${namespace}: ${reason(error)}`;
    const wayOut = 'start it, or correct TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS, TEMPORAL_API_KEY';
    return { findings: [bad('Temporal', says, wayOut)], keys: null };
  }
}

/** One of one's own with known faults is told among the settings. */
function server({ temporal: { address: own, namespace, tls, apiKey } }: Settings, address: string, version: string): PartReport {
  const way = tls || apiKey !== null ? ' over TLS' : '';
  const known = own === null && hasKnownFaults(version) ? '; embedded, with known faults: not for production' : '';
  return good('Temporal', `${version} at ${address}${way}, namespace ${namespace}${known}`);
}

const workers = (keys: readonly KeyIds[]): PartReport =>
  keys.length === 0
    ? bad('Worker', 'none asked for work in the last minute: deadlines and mails wait', 'start one: `npx tuojian worker`, or `npm start`')
    : good('Worker', `${keys.length} at work`);

async function embedded({ temporal: { cliPath }, cacheDir }: Settings): Promise<PartReport> {
  try {
    return good('Temporal', `${await findTemporalCli({ cliPath, cacheDir })} starts with \`npm start\``);
  } catch (error) {
    return bad('Temporal', reason(error), 'install the Temporal CLI, or set TEMPORAL_ADDRESS');
  }
}

/** `tuojian doctor`: Temporal, its version and way, and who works on the queue. */
import { X509Certificate } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { hasKnownFaults, type KeyIds, keysAtWork, lookAtTemporal } from '../../temporal/connect.ts';
import { type Deployment, faultOf, lookAtDeployment } from '../../temporal/deployment.ts';
import { whyUnreachable } from '../../temporal/unreachable.ts';
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
  const place = { ...settings.temporal, address };
  const why = await whyUnreachable(place, ANSWER_MS);
  if (why !== null) return { findings: [bad('Temporal', why.says, why.wayOut), ...certificateOf(settings)], keys: null };
  try {
    const { version } = await lookAtTemporal(place, ANSWER_MS);
    const keys = await keysAtWork(place, TASK_QUEUE, ANSWER_MS);
    const deployment = await lookAtDeployment(place, TASK_QUEUE, ANSWER_MS);
    return { findings: [server(settings, address, version), ...certificateOf(settings), workers(keys, deployment)], keys };
  } catch (error) {
    return { findings: [bad('Temporal', `${address} answered late: ${reason(error)}`, 'look again')], keys: null };
  }
}

/** One of one's own with known faults is told among the settings. */
/** A county hears of it before Temporal does not let it in any more. */
const RENEW_DAYS = 21;

/** Of the client, where it has one. */
function certificateOf({ temporal: { tls } }: Settings): readonly PartReport[] {
  if (!tls?.client) return [];
  const { validTo } = new X509Certificate(tls.client.cert);
  const days = Math.floor((Date.parse(validTo) - Date.now()) / 86_400_000);
  return [
    days >= RENEW_DAYS
      ? good('Certificate', `Temporal knows this service by one that is good until ${validTo}`)
      : bad(
          'Certificate',
          `the one by which Temporal knows this service ${days < 0 ? 'expired' : 'expires'} on ${validTo}`,
          'have a new one made, put it where TEMPORAL_TLS_CLIENT_CERT_PATH leads, and start every process again',
        ),
  ];
}

function server({ temporal: { address: own, namespace, tls, apiKey } }: Settings, address: string, version: string): PartReport {
  const as = apiKey !== null ? ' by an API key' : tls?.client ? ' by a client certificate' : '';
  const way = tls === null ? '' : ` over TLS${as}`;
  const known = own === null && hasKnownFaults(version) ? '; embedded, with known faults: not for production' : '';
  return good('Temporal', `${version} at ${address}${way}, namespace ${namespace}${known}`);
}

function workers(keys: readonly KeyIds[], deployment: Deployment | null): PartReport {
  if (keys.length === 0)
    return bad('Worker', 'none asked for work in the last minute: deadlines and mails wait', 'start one: `npx tuojian worker`, or `npm start`');
  const fault = deployment === null ? null : faultOf(deployment);
  if (fault !== null)
    return bad('Worker', `${keys.length} at work, but ${fault}: cases wait`, 'start a worker of that build, or `npx tuojian workers use BUILD`');
  const build = deployment?.current ?? null;
  return good('Worker', `${keys.length} at work${build === null ? '' : `; cases go to build ${build}`}`);
}

async function embedded({ temporal: { cliPath }, cacheDir }: Settings): Promise<PartReport> {
  try {
    return good('Temporal', `${await findTemporalCli({ cliPath, cacheDir })} starts with \`npm start\``);
  } catch (error) {
    return bad('Temporal', reason(error), 'install the Temporal CLI, or set TEMPORAL_ADDRESS');
  }
}

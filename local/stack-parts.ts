/**
 * What the whole service does in its own process: everything but the servers, which start while this is loaded (stack.ts).
 * Deliberately absent: in which order, and how it is stopped.
 */
import type { Logger } from 'pino';
import { type RunningServer, type ServerOptions, startServer } from '../api/server.ts';
import type { Settings } from '../config/settings.ts';
import { reasonOf } from '../domain/aside.ts';
import type { TemporalPlace } from '../temporal/connect.ts';
import { whyUnreachable } from '../temporal/unreachable.ts';
import { type RunningWorker, startWorker, type WorkerOptions } from '../worker/create-worker.ts';
import type { RunningPart } from './kept.ts';
import { serverSettings, workerSettings } from './service-settings.ts';
import { SetupError } from './setup-error.ts';

export { addKey } from '../temporal/key-file.ts';
export { payloadsBy } from '../temporal/payload-codec.ts';
export { sealerFrom } from '../temporal/seal.ts';
export { workflowsOfNow } from '../worker/workflow-bundle.ts';
export { startMailCatcher } from './mail-catcher.tsx';
export { readyDatabase } from './ready-database.ts';
export { watchFromOutside } from './watching.ts';

export type KeptWorker = RunningPart & { readonly worker: RunningWorker };

type ForWorker = Pick<WorkerOptions, 'temporal' | 'sealer' | 'database' | 'smtpUrl' | 'bundle' | 'maxCachedWorkflows'>;

/** Error: SetupError, where Temporal does not answer. */
export async function startKeptWorker(settings: Settings, log: Logger, given: ForWorker): Promise<KeptWorker> {
  // That it failed is told by whoever starts it again.
  const options: WorkerOptions = { ...given, ...workerSettings(settings, log) };
  return keptWorker(await startWorker(options).catch(noTemporal(given.temporal)));
}

/** Temporal's worker ends by itself where the server says for more than a minute that it does not know what it is asked. */
const keptWorker = (worker: RunningWorker): KeptWorker => ({
  worker,
  ended: new Promise((resolve) => {
    worker.done.catch(async (error: unknown) => {
      await worker.stop();
      resolve(reasonOf(error));
    });
  }),
  stop: () => worker.stop(),
  kill: () => undefined,
});

const noTemporal = (place: TemporalPlace) => async (error: unknown) => {
  const why = await whyUnreachable(place, 3_000);
  const said = error instanceof Error ? error.message : String(error);
  throw new SetupError(
    `${why?.says ?? `Temporal at ${place.address} does not answer: ${said}`}.`,
    `${why?.wayOut ?? 'Start it.'} Without TEMPORAL_ADDRESS the embedded one is used.`,
  );
};

type ApiSettings = {
  readonly settings: Settings;
  /** DNS for the signatures of mails that come in; that of the machine unless given. */
  readonly inboundResolver?: NonNullable<ServerOptions['inbound']['resolver']>;
};

/** Beside the embedded parts: which names it answers to, and where the mail catcher shows mails. */
export function startApi(
  { settings, inboundResolver }: ApiSettings,
  given: Pick<ServerOptions, 'temporal' | 'sealer' | 'database' | 'log' | 'ownParts'>,
  outboxUrl: string | null,
): Promise<RunningServer> {
  const ours = serverSettings(settings);
  const inbound = { ...ours.inbound, ...(inboundResolver === undefined ? {} : { resolver: inboundResolver }) };
  const onlyHosts = [new URL(settings.publicUrl).host, ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${settings.port}`)];
  const outbox = outboxUrl === null ? {} : { outboxUrl };
  return startServer({ ...ours, ...given, inbound, onlyHosts, ...outbox });
}

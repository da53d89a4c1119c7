/**
 * The one way to a Temporal server: address, namespace, TLS and API key go together, for the API, the worker and every
 * command alike. Deliberately absent: what is said over the connection.
 */
import os from 'node:os';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { OpenCalls } from './open-calls.ts';

export type TemporalPlace = {
  /** host:port. */
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | null;
  readonly tls: boolean;
};

/** An API key never goes over a connection without TLS. */
export const connectionOptions = ({
  address,
  tls,
  apiKey,
}: TemporalPlace): { readonly address: string; readonly tls?: true; readonly apiKey?: string } => ({
  address,
  ...(tls || apiKey !== null ? { tls: true } : {}),
  ...(apiKey === null ? {} : { apiKey }),
});

/** A history of a large case comes in pages of more than the 4 MB that gRPC takes by itself. */
const LARGE_ANSWERS = { 'grpc.max_receive_message_length': 256 * 1_024 * 1_024 };

export type TemporalDoor = {
  readonly client: Client;
  readonly connection: Connection;
  /** Ends what is under way and closes; safe to call twice. */
  close(): Promise<void>;
};

/** Connects at the first request: whoever holds it starts while the server is not there yet. */
export function lazyTemporal(place: TemporalPlace, connectTimeoutMs?: number): TemporalDoor {
  const calls = new OpenCalls();
  const connection = Connection.lazy({
    ...connectionOptions(place),
    channelArgs: LARGE_ANSWERS,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), calls.interceptor],
    ...(connectTimeoutMs === undefined ? {} : { connectTimeout: connectTimeoutMs }),
  });
  return {
    connection,
    client: new Client({ connection, namespace: place.namespace }),
    async close() {
      calls.end();
      await connection.close();
    },
  };
}

/** Connects, works, disconnects. Error: the client's own, when nothing answers there. */
export async function withTemporalAt<T>(
  place: TemporalPlace,
  work: (client: Client, connection: Connection) => Promise<T>,
  connectTimeoutMs?: number,
): Promise<T> {
  const { client, connection, close } = lazyTemporal(place, connectTimeoutMs);
  try {
    await connection.ensureConnected();
    return await work(client, connection);
  } finally {
    await close();
  }
}

/** Asks the server itself, within a time. Error: the client's own. */
const askServer = <T>(place: TemporalPlace, timeoutMs: number, ask: (server: Connection['workflowService']) => Promise<T>): Promise<T> =>
  withTemporalAt(place, (_client, connection) => connection.withDeadline(Date.now() + timeoutMs, () => ask(connection.workflowService)), timeoutMs);

/** Whether a server answers there that knows the namespace, and its version. Error: the client's own. */
export const lookAtTemporal = (place: TemporalPlace, timeoutMs: number): Promise<{ readonly version: string }> =>
  askServer(place, timeoutMs, async (server) => {
    await server.describeNamespace({ namespace: place.namespace });
    const { serverVersion } = await server.getSystemInfo({});
    return { version: serverVersion ?? '' };
  });

/** As whom a worker asks for work: process, machine, and the id of its seal key, so that `doctor` can compare. */
export const identityWith = (sealKey: string): string => `${process.pid}@${os.hostname()} seal ${sealKey}`;

/** The ids of the seal keys of the workers that asked for work lately; null: one that says none (an older release). */
export const sealsAtWork = (place: TemporalPlace, taskQueue: string, timeoutMs: number): Promise<readonly (string | null)[]> =>
  askServer(place, timeoutMs, async (server) => {
    const { pollers } = await server.describeTaskQueue({
      namespace: place.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    });
    const since = Date.now() / 1_000 - LATELY_S;
    return (pollers ?? [])
      .filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > since)
      .map(({ identity }) => / seal (\S+)$/.exec(identity ?? '')?.[1] ?? null);
  });

/** TASK_QUEUE_TYPE_WORKFLOW of Temporal's API. */
const WORKFLOW_QUEUE = 1;
/** Whoever waits for work asks again once a minute. */
const LATELY_S = 75;

/** CVE-2026-5199 and before it CVE-2025-14986: fixed in 1.29.5 and in 1.30.3. A version that cannot be read is not judged. */
export function hasKnownFaults(version: string): boolean {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (found === null) return false;
  const [major = 0, minor = 0, patch = 0] = found.slice(1).map(Number);
  if (major !== 1) return major < 1;
  return minor < 29 || (minor === 29 && patch < 5) || (minor === 30 && patch < 3);
}

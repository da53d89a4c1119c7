/**
 * The one way to a Temporal server: address, namespace, TLS and API key go together, for the API, the worker and every
 * command alike. Deliberately absent: what is said over the connection.
 */
import os from 'node:os';
import { Client, Connection, type ConnectionOptions, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { OpenCalls } from './open-calls.ts';
import { createPayloads, type Payloads } from './payload-codec.ts';

/** By whose word the server's certificate is believed, and by which certificate the server knows this service. */
export type TemporalTls = {
  /** Whom its certificate names where that is not the host of the address. */
  readonly serverName: string | null;
  /** PEM of the authorities that may have signed it; null: those that come with Node. */
  readonly serverCa: Buffer | null;
  /** PEM, for a server that asks who its client is (mTLS). */
  readonly client: { readonly cert: Buffer; readonly key: Buffer } | null;
};

/** Where it is, and as whom it is asked. */
export type TemporalServer = {
  /** host:port. */
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | null;
  /** Null: in the clear. */
  readonly tls: TemporalTls | null;
  /** Sent with each call, for a proxy that asks for it. */
  readonly metadata: Readonly<Record<string, string>>;
};
export type TemporalPlace = TemporalServer & {
  /** How what cases are sent and answer is written there. */
  readonly payloads: Payloads;
};

/** What a client and a worker of the SDK connect with. */
export function connectionOptions({ address, tls, apiKey, metadata }: TemporalServer): Connecting {
  const { serverName, serverCa, client } = tls ?? NO_DETAILS;
  const details = {
    ...(serverName === null ? {} : { serverNameOverride: serverName }),
    ...(serverCa === null ? {} : { serverRootCACertificate: serverCa }),
    ...(client === null ? {} : { clientCertPair: { crt: client.cert, key: client.key } }),
  };
  return {
    address,
    // An API key never goes over a connection without TLS.
    ...(tls === null && apiKey === null ? {} : { tls: details }),
    ...(apiKey === null ? {} : { apiKey }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata: { ...metadata } }),
  };
}
type Connecting = {
  readonly address: string;
  readonly apiKey?: string;
  readonly tls?: Exclude<NonNullable<ConnectionOptions['tls']>, boolean>;
  readonly metadata?: Record<string, string>;
};
const NO_DETAILS: TemporalTls = { serverName: null, serverCa: null, client: null };

/** The embedded one, which answers on loopback alone. */
export const plainServer = (address: string): TemporalServer => ({ address, namespace: 'default', apiKey: null, tls: null, metadata: {} });

/**
 * A server that is back is found within so long; gRPC by itself waits up to two minutes where it was away for long. A connection
 * that fell silent, as behind a firewall that was started anew, is given up after twenty seconds; the client by itself takes
 * three quarters of a minute, in which everybody is told "not confirmed". No server lets itself be asked every ten seconds or less.
 */
export const FOUND_AGAIN = {
  'grpc.initial_reconnect_backoff_ms': 500,
  'grpc.max_reconnect_backoff_ms': 5_000,
  'grpc.keepalive_time_ms': 15_000,
  'grpc.keepalive_timeout_ms': 5_000,
};
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
    channelArgs: { ...LARGE_ANSWERS, ...FOUND_AGAIN },
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), calls.interceptor],
    ...(connectTimeoutMs === undefined ? {} : { connectTimeout: connectTimeoutMs }),
  });
  return {
    connection,
    client: new Client({ connection, namespace: place.namespace, dataConverter: place.payloads.converter }),
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

/** No payload is sent or answered by it. */
const NONE = createPayloads(null);

/** Asks the server itself, within a time. Error: the client's own. */
export const askServer = <T>(server: TemporalServer, timeoutMs: number, ask: (server: Connection['workflowService']) => Promise<T>): Promise<T> =>
  withTemporalAt(
    { ...server, payloads: NONE },
    (_client, connection) => connection.withDeadline(Date.now() + timeoutMs, () => ask(connection.workflowService)),
    timeoutMs,
  );

/** Whether a server answers there that knows the namespace, and its version. Error: the client's own. */
export const lookAtTemporal = (place: TemporalServer, timeoutMs: number): Promise<{ readonly version: string }> =>
  askServer(place, timeoutMs, async (server) => {
    await server.describeNamespace({ namespace: place.namespace });
    const { serverVersion } = await server.getSystemInfo({});
    return { version: serverVersion ?? '' };
  });

/** The ids of the keys of one process, no secrets; null: it says none. */
export type KeyIds = { readonly seal: string | null; readonly payload: string | null };

/** As whom a worker asks for work: process, machine, and the ids of its keys, so that `doctor` can compare. */
export const identityWith = ({ seal, payload }: KeyIds): string => `${process.pid}@${os.hostname()} payload ${payload ?? 'clear'} seal ${seal}`;

/** What a worker of this or an older release says of its keys. */
export function keyIdsIn(identity: string): KeyIds {
  const payload = / payload (\S+) /.exec(identity)?.[1] ?? 'clear';
  return { seal: / seal (\S+)$/.exec(identity)?.[1] ?? null, payload: payload === 'clear' ? null : payload };
}

/** The keys of the workers that asked for work lately. */
export const keysAtWork = (place: TemporalServer, taskQueue: string, timeoutMs: number): Promise<readonly KeyIds[]> =>
  askServer(place, timeoutMs, async (server) => {
    const { pollers } = await server.describeTaskQueue({
      namespace: place.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    });
    const since = Date.now() / 1_000 - LATELY_S;
    return (pollers ?? [])
      .filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > since)
      .map(({ identity }) => keyIdsIn(identity ?? ''));
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

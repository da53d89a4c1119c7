/** What a Temporal server on PostgreSQL is told: the file that docs/temporal.md explains, and faults of its store where a drill asks for them. */

export type ServerConfig = {
  /** Of the PostgreSQL in which both of its databases lie. */
  readonly postgres: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
  /** Of the first of `PORTS` ports in a row; the first answers clients. */
  readonly port: number;
  /** Into how many parts histories are split; cannot be changed later. */
  readonly shards: number;
  readonly faults: StoreFaults | null;
  readonly dynamicConfigFile: string;
};
/** Of the calls of its store, the share that fails, whatever the fault; with the same seed at the same calls. */
export type StoreFaults = { readonly share: number; readonly seed: number };

/** gRPC and membership of four services, HTTP, and metrics. */
export const PORTS = 10;
const [HTTP, METRICS] = [8, 9];
/** Where it counts, among much else, which calls of its store failed. */
export const metricsUrl = (port: number): string => `http://127.0.0.1:${port + METRICS}/metrics`;
export const DATABASES = { default: 'temporal', visibility: 'temporal_visibility' } as const;

/** Faults after which nothing was done, and one after which it was done although it was called failed. */
const NOTHING_DONE = ['ResourceExhausted', 'Timeout'];
const DONE_AND_DENIED = 'ExecuteAndTimeout';
const WRITES = ['CreateWorkflowExecution', 'UpdateWorkflowExecution', 'AppendHistoryNodes'];
const READS = ['GetWorkflowExecution', 'GetCurrentExecution', 'ReadHistoryBranch'];
const TASK_WRITES = ['CreateTasks'];

/** Each error of a method fires by itself, so they divide its share; the sequence of a method has its own seed. */
function methodsOf(names: readonly string[], errors: readonly string[], { share, seed }: StoreFaults) {
  const each = Object.fromEntries(errors.map((error) => [error, share / errors.length]));
  return names.map((name, index) => [name, { seed: seed + index + 1, errors: each }] as const);
}

const faultInjection = (faults: StoreFaults) => ({
  targets: {
    dataStores: {
      ExecutionStore: {
        methods: Object.fromEntries([
          ...methodsOf(WRITES, [...NOTHING_DONE, DONE_AND_DENIED], faults),
          ...methodsOf(READS, NOTHING_DONE, { ...faults, seed: faults.seed + 100 }),
        ]),
      },
      TaskStore: { methods: Object.fromEntries(methodsOf(TASK_WRITES, NOTHING_DONE, { ...faults, seed: faults.seed + 200 })) },
    },
  },
});

/** The server's file; JSON is YAML. */
export function serverConfig({ postgres, port, shards, faults, dynamicConfigFile }: ServerConfig): string {
  const sql = (databaseName: string, maxConns: number) => ({
    pluginName: 'postgres12',
    databaseName,
    connectAddr: `${postgres.host}:${postgres.port}`,
    connectProtocol: 'tcp',
    user: postgres.user,
    password: postgres.password,
    maxConns,
    maxIdleConns: maxConns,
    maxConnLifetime: '1h',
  });
  const rpc = (offset: number, more = {}) => ({
    rpc: { grpcPort: port + offset, membershipPort: port + offset + 1, bindOnLocalHost: true, ...more },
  });
  return JSON.stringify(
    {
      log: { stdout: true, level: 'error' },
      persistence: {
        defaultStore: 'default',
        visibilityStore: 'visibility',
        numHistoryShards: shards,
        datastores: {
          default: { sql: sql(DATABASES.default, 20), ...(faults === null ? {} : { faultInjection: faultInjection(faults) }) },
          visibility: { sql: sql(DATABASES.visibility, 5) },
        },
      },
      global: {
        membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
        metrics: { prometheus: { framework: 'opentelemetry', listenAddress: `127.0.0.1:${port + METRICS}` } },
      },
      services: { frontend: rpc(0, { httpPort: port + HTTP }), history: rpc(2), matching: rpc(4), worker: rpc(6) },
      clusterMetadata: {
        enableGlobalNamespace: false,
        failoverVersionIncrement: 10,
        masterClusterName: 'active',
        currentClusterName: 'active',
        clusterInformation: { active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${port}` } },
      },
      dcRedirectionPolicy: { policy: 'noop' },
      dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '10s' },
    },
    null,
    2,
  );
}

/** As the embedded server is set (local/temporal.ts), and for tests that wait for a history to be deleted. */
export const dynamicConfig = (): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries({
        'history.transferProcessorMaxPollRPS': 1_000,
        'history.visibilityProcessorMaxPollRPS': 1_000,
        'system.enableActivityEagerExecution': true,
        'history.transferProcessorUpdateAckInterval': '1s',
        'history.visibilityProcessorUpdateAckInterval': '1s',
      }).map(([name, value]) => [name, [{ value }]]),
    ),
    null,
    2,
  );

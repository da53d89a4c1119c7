/** A connection to Temporal that fell silent for good, as behind a firewall that was started anew (`npm run faults`, FI-8). */
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { isGrpcServiceError } from '@temporalio/client';
import { afterAll, expect, it } from 'vitest';
import { TcpProxy } from '../../scripts/faults/proxy.ts';
import { lazyTemporal, plainServer } from '../../temporal/connect.ts';
import { createPayloads } from '../../temporal/payload-codec.ts';

/** It answers every call, and knows none (UNIMPLEMENTED): whether it is heard is all that counts here. */
const server = new Server();
const UNIMPLEMENTED = 12;
afterAll(() => server.forceShutdown());

it('is given up within 25 s, and whoever asks then is answered over another', async () => {
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error))),
  );
  const proxy = await TcpProxy.open('temporal', [port]);
  const { connection, close } = lazyTemporal({ ...plainServer(`127.0.0.1:${proxy.port}`), payloads: createPayloads(null) });
  const ask = (): Promise<number> =>
    connection
      .withDeadline(Date.now() + 1_000, () => connection.workflowService.getSystemInfo({}))
      .then(
        () => 0,
        (error: unknown) => (isGrpcServiceError(error) ? error.code : -1),
      );
  await expect.poll(ask, { timeout: 10_000 }).toBe(UNIMPLEMENTED);
  proxy.forget();
  const since = Date.now();
  expect(await ask()).not.toBe(UNIMPLEMENTED);
  await expect.poll(ask, { timeout: 40_000 }).toBe(UNIMPLEMENTED);
  expect(Date.now() - since).toBeLessThan(25_000);
  await close();
  await proxy.close();
}, 60_000);

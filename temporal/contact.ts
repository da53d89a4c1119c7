/**
 * Whether the way to Temporal holds: a connection of its own on which nothing else is asked, so that one that broke for a
 * second is still seen to have broken at the next look. Deliberately absent: what follows from it (unsettled.ts).
 */
import { Connection } from '@temporalio/client';
import { connectionOptions, FOUND_AGAIN, type TemporalPlace } from './connect.ts';

const ANSWER_MS = 2_000;
/** gRPC's own number of a connection that works. */
const READY = 2;

export type Contact = {
  /** False: it does not answer, or the connection broke since the last look. */
  holds(): Promise<boolean>;
  close(): Promise<void>;
};

class OwnConnection extends Connection {
  get isReady(): boolean {
    return this.client.getChannel().getConnectivityState(false) === READY;
  }
}

export function watchTemporal(place: TemporalPlace): Contact {
  const options = { ...connectionOptions(place), channelArgs: FOUND_AGAIN, connectTimeout: ANSWER_MS };
  const connection = OwnConnection.lazy(options) as OwnConnection; // `lazy` makes one of its own class
  let open = false;
  return {
    async holds() {
      const broke = open && !connection.isReady;
      try {
        await connection.withDeadline(Date.now() + ANSWER_MS, () => connection.workflowService.getSystemInfo({}));
        open = true;
        return !broke;
      } catch {
        open = false;
        return false;
      }
    },
    close: () => connection.close(),
  };
}

/**
 * Tries again what came in by mail and could not be dealt with: one message after the other, each with gaps that grow, so
 * that one that fails holds up no other. Deliberately absent: what is kept of them (prisma/inbound-mails.ts).
 */

export type InboundBoxOptions = {
  readonly due: () => Promise<readonly { readonly item: string; readonly raw: Buffer | null }[]>;
  readonly receive: (raw: Buffer) => Promise<unknown>;
  readonly settle: (item: string) => Promise<void>;
  readonly fail: (item: string, why: unknown) => Promise<unknown>;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
};

export function openInboundBox({ due, receive, settle, fail, everyMs }: InboundBoxOptions): { stop(): Promise<void> } {
  let stopped = false;
  const once = async (): Promise<void> => {
    for (const { item, raw } of await due()) {
      if (stopped) return;
      try {
        if (raw === null) throw new Error('it was sealed with another TUOJIAN_INBOUND_SECRET');
        await receive(raw);
        await settle(item);
      } catch (error) {
        await fail(item, error);
      }
    }
  };
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // A database that is down is looked for again; it is told of elsewhere.
    running = once()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * Tries again what came in by mail and could not be dealt with: one message after the other, each with gaps that grow, so
 * that one that fails holds up no other. Deliberately absent: what is kept of them (prisma/mail/inbound-mails.ts).
 */
import { type Doing, keepDoing } from '../jobs/keep-doing.ts';

export type InboundBoxOptions = {
  readonly due: () => Promise<readonly { readonly item: string; readonly raw: Buffer | null }[]>;
  readonly receive: (raw: Buffer) => Promise<unknown>;
  readonly settle: (item: string) => Promise<void>;
  readonly fail: (item: string, why: unknown) => Promise<unknown>;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
};

export function openInboundBox({ due, receive, settle, fail, everyMs }: InboundBoxOptions): Doing {
  const work = async (stopping: AbortSignal): Promise<void> => {
    for (const { item, raw } of await due()) {
      if (stopping.aborted) return;
      try {
        if (raw === null) throw new Error('it was sealed with another TUOJIAN_INBOUND_SECRET');
        await receive(raw);
        await settle(item);
      } catch (error) {
        await fail(item, error);
      }
    }
  };
  // A database that is down is looked for again; it is told of elsewhere.
  return keepDoing({ everyMs, work, onFault: () => undefined });
}

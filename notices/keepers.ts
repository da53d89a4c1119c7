/** Who is told when a mail did not arrive. Deliberately absent: who looks after a case (the store knows). */
import type { NoticeStore } from './notice-store.ts';

/** A notice for whoever looks after the case, once for each notice and kind of trouble. */
export async function tellKeepers(
  store: Pick<NoticeStore, 'addNotice' | 'keepersOf'>,
  notice: { readonly id: string; readonly stream: string; readonly recipient: string; readonly template: string },
  kind: 'DEAD' | 'REFUSED' | 'UNKNOWN' | 'LATE' | 'BOUNCED' | 'MACHINE',
  reply: string,
): Promise<void> {
  for (const keeper of await store.keepersOf(notice.stream, notice.recipient)) {
    const detail = { of: notice.id, person: notice.recipient, template: notice.template, kind, reply };
    await store.addNotice({ key: `bounce/${notice.id}/${kind}/${keeper}`, template: 'bounce', stream: notice.stream, recipient: keeper, detail });
  }
}

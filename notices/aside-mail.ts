/** What is set aside, as a mail to whoever can do something about it. */
import { type Aside, LOOPS } from '../domain/aside.ts';
import { minuteAt } from '../domain/kernel/days.ts';

/** A mail stays readable; the rest is counted. */
const LINES_MAX = 40;

/** `asides`: of one loop, one at least. Keys, cases and reasons alone: no names, no addresses, no content. */
export function asideMail(asides: readonly Aside[]): { readonly subject: string; readonly text: string } {
  const [first] = asides;
  const loop = LOOPS[first?.loop ?? 'AUDIT_CLERK'];
  const lines = asides
    .slice(0, LINES_MAX)
    .map(
      ({ item, about, tries, firstSeen, reason }) => `· ${item}${about === null ? '' : `（${about}）`} ${minuteAt(firstSeen)}, ${tries}×: ${reason}`,
    );
  const more = asides.length - lines.length;
  return {
    subject: `[托建] ${loop.zh}：${asides.length} 项已搁置，需人工处理 / ${asides.length} set aside: ${loop.en}`,
    text: [
      `以下事项未能完成，已搁置；其余照常进行，系统会按越来越长的间隔重试。请在服务器上查看：npx tuojian aside list；排除原因后：npx tuojian aside retry 事项；另行处理的：npx tuojian aside settle 事项 --basis 依据。`,
      `These could not be done and are set aside; everything else goes on, and they are tried again at growing intervals. Look with \`npx tuojian aside list\`; when the cause is mended, \`npx tuojian aside retry ITEM\`; what was dealt with otherwise, \`npx tuojian aside settle ITEM --basis TEXT\`.`,
      '',
      ...lines,
      ...(more > 0 ? [`… ${more}`] : []),
      '',
    ].join('\n'),
  };
}

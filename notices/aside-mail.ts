/** What is set aside, as a mail to whoever can do something about it. */
import { type Aside, LOOP_MEANS, LOOPS } from '../domain/aside.ts';
import { minuteAt } from '../domain/kernel/days.ts';

/** A mail stays readable; the rest is counted. */
const LINES_MAX = 40;

/** `asides`: of one loop, one at least. Keys, cases and reasons alone: no names, no addresses, no content. */
export function asideMail(asides: readonly Aside[]): { readonly subject: string; readonly text: string } {
  const [first] = asides;
  const loop = LOOPS[first?.loop ?? 'AUDIT_CLERK'];
  const { stopped, todo } = LOOP_MEANS[first?.loop ?? 'AUDIT_CLERK'];
  const lines = asides
    .slice(0, LINES_MAX)
    .map(
      ({ item, about, tries, firstSeen, reason }) =>
        `· ${item}${about === null ? '' : `（${about}）`}\n  自 ${minuteAt(firstSeen)} 起，已试 ${tries} 次 / since then, tried ${tries}×\n  技术原因 / technical reason: ${reason}`,
    );
  const more = asides.length - lines.length;
  return {
    subject: `[托建] ${loop.zh}：${asides.length} 项已搁置，需人工处理 / ${asides.length} set aside: ${loop.en}`,
    text: [
      `停下的工作：${loop.zh}。${stopped.zh}。\n怎么办：${todo.zh}。\n其余照常进行，系统会按越来越长的间隔重试。请在服务器上处理：\n· 查看：npx tuojian aside list；详情：npx tuojian aside show 事项\n· 原因排除后立即重试：npx tuojian aside retry 事项\n· 已另行处理，不再重试：npx tuojian aside settle 事项 --basis 依据`,
      '',
      `What stopped: ${loop.en}; ${stopped.en}.\nWhat to do: ${todo.en}.\nEverything else goes on, and they are tried again at growing intervals. On the server:\n· look: npx tuojian aside list; one whole: npx tuojian aside show ITEM\n· try at once when the cause is mended: npx tuojian aside retry ITEM\n· dealt with otherwise, not to be tried again: npx tuojian aside settle ITEM --basis TEXT`,
      '',
      '事项（时间为北京时间）/ Items (Beijing time)：',
      ...lines,
      ...(more > 0 ? [`… 另有 ${more} 项，见 aside list / ${more} more, see aside list`] : []),
      '',
    ].join('\n'),
  };
}

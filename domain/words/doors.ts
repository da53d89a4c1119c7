/** By which door somebody came in, in words. */
import type { Door } from '../kernel/actor.ts';
import type { Text } from '../kernel/values.ts';

export const DOOR_WORDS: Readonly<Record<Door, Text>> = {
  link: { zh: '邮件链接', en: 'e-mail link' },
  mail: { zh: '邮件回复', en: 'reply by mail' },
  /** The server's command line; no page. */
  console: { zh: '服务器控制台', en: 'command line of the server' },
  /** Whoever signed in, by the pages as by a program. */
  api: { zh: '工作台或接口', en: 'pages or API' },
  im: { zh: '即时通信', en: 'messenger' },
  import: { zh: '导入', en: 'import' },
  clock: { zh: '系统计时', en: 'clock' },
  case: { zh: '系统', en: 'system' },
};

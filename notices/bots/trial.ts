/** A card that is posted to try a bot out: it names the programme, tells nobody's business, and its button leads to the service. */
import type { Locale } from '../../domain/kernel/locale.ts';
import { WORDS } from '../templates/mail-words.ts';
import { type Card, LOCKED_MS, type Posted } from './bot.ts';
import type { GroupBot } from './poster.ts';
import { createBot } from './webhook.ts';

type Trial = { readonly bot: string; readonly ok: boolean; readonly says: string };

const TITLES: Readonly<Record<Locale, (programme: string) => string>> = {
  'zh-CN': (programme) => `测试消息：${programme} 的卡片会发到这个群`,
  en: (programme) => `Test message: cards of ${programme} will come to this group`,
};
const LINES: Readonly<Record<Locale, string>> = {
  'zh-CN': '由管理员在服务器上发出，无需处理。',
  en: 'Sent by an administrator on the server; nobody needs to do anything.',
};

export const trialCard = ({ programme, locale }: Pick<GroupBot, 'programme' | 'locale'>, publicUrl: string): Card => ({
  title: TITLES[locale](programme),
  lines: [LINES[locale]],
  button: { label: WORDS[locale].home, url: publicUrl },
});

const MINUTE_MS = 60_000;
const saysOf = ({ result, reply }: Posted, { vendor }: GroupBot): string => {
  switch (result) {
    case 'SENT':
      return 'posted; look whether the card stands in the group';
    case 'THROTTLED':
      return `the vendor takes no more now (${reply}) → wait ${Math.ceil(LOCKED_MS[vendor] / MINUTE_MS)} minutes and try again`;
    case 'LATER':
      return `no usable answer (${reply}) → look whether this machine reaches the vendor, and at the address in TUOJIAN_BOTS`;
    case 'REFUSED':
      return `refused (${reply}) → copy the address and the secret anew from the group's settings into TUOJIAN_BOTS`;
  }
};

/** Posts one card to each, all at once; one bot's trouble is not another's. No address stands in what it says. */
export const tryBots = (bots: readonly GroupBot[], publicUrl: string): Promise<readonly Trial[]> =>
  Promise.all(
    bots.map(async (bot) => {
      const posted = await createBot({ vendor: bot.vendor, url: bot.url, secret: bot.secret ?? null }).post(trialCard(bot, publicUrl));
      return { bot: bot.name, ok: posted.result === 'SENT', says: saysOf(posted, bot) };
    }),
  );

/** The message itself: what the mail's subject says, who asks, until when; its button leads to the page, signed in by that app. */
import { minuteAt } from '../../domain/kernel/days.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import type { ToldFacts } from '../../domain/notice-facts.ts';
import type { Card } from '../bots/bot.ts';
import { composeCard } from '../bots/card.ts';
import { WORDS } from '../templates/mail-words.ts';

const AT: Text = { zh: '时间', en: 'At' };
const OVER: Text = { zh: '已办结，无需处理', en: 'Done with; nothing is asked of you any more' };

type Told = {
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly about: { readonly stream: string; readonly project: string | null } | null;
  readonly facts: ToldFacts;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly nameEn: string }>;
  readonly locale: Locale;
  readonly createdAt: Date;
};
type To = { readonly publicUrl: string; readonly provider: string };

/** `via`: whoever is not signed in goes there first (web/app/sign-in-providers.tsx). */
const address = ({ publicUrl, provider }: To, path: string): string => `${publicUrl}${path}?via=${provider}`;

export function workCard(told: Told, to: To): Card {
  const { stream, locale, createdAt } = told;
  const { title, lines } = composeCard({ ...told, publicUrl: to.publicUrl });
  const path = stream.startsWith('approval/') ? `/approvals/${encodeURIComponent(stream.slice('approval/'.length))}` : '/';
  return {
    title,
    // 钉钉 shows the same words to the same person once a day.
    lines: [...lines, `${pick(AT, locale)}${locale === 'en' ? ': ' : '：'}${minuteAt(createdAt.toISOString())}`],
    button: { label: WORDS[locale].openPage, url: address(to, path) },
  };
}

/** Many at once are one message that leads to the list. */
export function mergedCard(cards: readonly Card[], locale: Locale, to: To): Card {
  const [first] = cards;
  const at = first?.lines.at(-1) ?? '';
  return {
    title: WORDS[locale].bundle(cards.length),
    lines: [...cards.slice(0, 3).map(({ title }) => title), at],
    button: { label: WORDS[locale].home, url: address(to, '/approvals') },
  };
}

export const overCard = (title: string, locale: Locale): Card => ({ title, lines: [pick(OVER, locale)], button: null });

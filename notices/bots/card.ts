/** The card of a group chat: what stands in the subject, who is waited for, and the way to the page, which a mailbox opens. Deliberately absent: dialects of chats. */
import { doorPath } from '../../domain/approval/door.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import type { ToldFacts } from '../../domain/notice-facts.ts';
import { oneLine } from '../mail.ts';
import { fillingOf } from '../telling.ts';
import { WORDS } from '../templates/mail-words.ts';
import { TEXTS } from '../templates/texts.ts';
import type { Card } from './bot.ts';

export function composeCard(card: {
  readonly template: NoticeTemplate;
  readonly about: { readonly stream: string; readonly project: string | null } | null;
  readonly facts: ToldFacts;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly nameEn: string }>;
  readonly locale: Locale;
  readonly publicUrl: string;
}): Card {
  const { template, about, facts, names, locale, publicUrl } = card;
  const words = WORDS[locale];
  const nameOf = (person: string): string => (locale === 'en' ? names.get(person)?.nameEn : names.get(person)?.name) ?? person;
  // What one person answered is between them and their mailbox.
  const { answer: _, ...shown } = facts;
  const filling = fillingOf({ facts: shown, content: null, project: about?.project ?? null, locale, nameOf });
  const { applicant, waiting = [], until, content } = facts;
  const lines = [
    ...(applicant === undefined ? [] : [[words.applicant, nameOf(applicant)]]),
    ...(waiting.length === 0 ? [] : [[words.waitingFor, waiting.map(nameOf).join(locale === 'en' ? ', ' : '、')]]),
    ...(until?.on == null ? [] : [[words.limit, filling.until]]),
  ];
  const id = about?.stream.slice('approval/'.length) ?? '';
  return {
    title: oneLine(TEXTS[template][locale].subject(filling)),
    lines: lines.map((line) => line.join(locale === 'en' ? ': ' : '：')),
    button: content === undefined ? null : { label: words.openPage, url: `${publicUrl}${doorPath(id, content)}` },
  };
}

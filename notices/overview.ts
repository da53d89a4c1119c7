/** Overviews of a day or an hour put into words; they tell of the moment in which they are built. Deliberately absent: what they hold (prisma/mail/digests.ts). */
import { type Locale, pick } from '../domain/kernel/locale.ts';
import type { BurstView, DigestView, OverviewLine } from '../domain/notice/ledger.ts';
import { noticeName } from '../domain/words/notices.ts';
import { dayText } from './telling.ts';
import type { MailPage } from './templates/mail-page.ts';
import { WORDS } from './templates/mail-words.ts';

export type Overview = DigestView | BurstView;

/** Nobody gets an overview of nothing. */
export const hasLines = (overview: Overview): boolean =>
  'held' in overview ? overview.held.length > 0 : overview.tasks.length + overview.late.length + overview.news.length + overview.figures.length > 0;

/** 「待您办理 3 件，超期 1 件」. */
export function overviewText(overview: Overview, locale: Locale): string {
  const words = WORDS[locale];
  if ('held' in overview) return words.held(overview.held.length);
  const parts = [
    overview.tasks.length === 0 ? '' : words.tasks(overview.tasks.length),
    overview.late.length === 0 ? '' : words.late(overview.late.length),
    overview.news.length === 0 ? '' : words.news(overview.news.length),
    overview.figures.length === 0 ? '' : words.figures(overview.figures.length),
  ];
  return parts.filter((part) => part !== '').join(locale === 'en' ? ', ' : '，');
}

export function listsOf(overview: Overview, locale: Locale, publicUrl: string): MailPage['lists'] {
  const words = WORDS[locale];
  const named = ({ title, project }: Pick<OverviewLine, 'title' | 'project'>): string =>
    `${project === null ? '' : `${project} `}${pick(title, locale)}`;
  const lines = (items: readonly OverviewLine[]) =>
    items.map(({ title, project, dueOn, late, door }) => ({
      text: named({ title, project }),
      note: [dueOn === null ? '' : words.due(dayText(dueOn, locale)), late ? words.overdue : ''].filter((part) => part !== '').join(' · '),
      url: door === null ? null : `${publicUrl}${door}`,
    }));
  if ('held' in overview) return [{ heading: words.held(overview.held.length), lines: lines(overview.held) }].filter((list) => list.lines.length > 0);
  const news = overview.news.map((item) => ({ text: named(item), note: pick(noticeName(item.template), locale), url: null }));
  const figures = overview.figures.map(({ programme, name, lines: told }) => ({
    heading: words.figuresOf(pick(name, locale)),
    lines: told.map((line, nth) => ({
      text: pick(line, locale),
      note: '',
      url: nth === 0 ? `${publicUrl}/programmes/${encodeURIComponent(programme)}` : null,
    })),
  }));
  return [
    { heading: words.tasks(overview.tasks.length), lines: lines(overview.tasks) },
    { heading: words.late(overview.late.length), lines: lines(overview.late) },
    { heading: words.news(overview.news.length), lines: news },
    ...figures,
  ].filter((list) => list.lines.length > 0);
}

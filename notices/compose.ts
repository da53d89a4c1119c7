/** From what a notice tells to the mail. Deliberately absent: its facts in words (telling.ts), tokens' making, sending. */
import { programmeOf } from '../domain/findings/of-programme.ts';
import type { Locale } from '../domain/kernel/locale.ts';
import type { NoticeTemplate } from '../domain/notice/due.ts';
import { STAGE_OF_KIND } from '../domain/stages/all.ts';
import { type Mail, oneLine } from './mail.ts';
import { listsOf, type Overview, overviewText } from './overview.ts';
import { fillingOf, rowsOf, type Telling } from './telling.ts';
import { type MailPage, renderMail } from './templates/mail-page.ts';
import { WORDS } from './templates/mail-words.ts';
import { TEXTS } from './templates/texts.ts';

export type Occasion = Pick<Telling, 'facts' | 'content' | 'form' | 'nameOf'> & {
  readonly notice: string;
  readonly template: NoticeTemplate;
  readonly to: { readonly name: string; readonly nameEn: string; readonly address: string; readonly locale: Locale };
  /** The case; null for overviews. */
  readonly about: { readonly stream: string; readonly project: string | null } | null;
  /** The link, and the digits that its page asks for. */
  readonly link: { readonly url: string; readonly check: string } | null;
  /** A one-time code for the page. */
  readonly code: string | null;
  /** How to answer by mail; null: not at all. */
  readonly reply: { readonly code: string; readonly address: string } | null;
  readonly overview: Overview | null;
  readonly unsubscribe: string | null;
  readonly publicUrl: string;
};

export function composeMail(occasion: Occasion): Mail {
  const { about, to, template, facts, content, form, nameOf, overview, publicUrl } = occasion;
  const { locale } = to;
  const words = WORDS[locale];
  const telling: Telling = { facts, content, form, project: about?.project ?? null, locale, nameOf };
  const told = fillingOf(telling);
  const filling = overview === null ? told : { ...told, detail: overviewText(overview, locale) };
  const sentences = TEXTS[template][locale];
  const page: MailPage = {
    locale,
    product: words.product,
    title: filling.title,
    lead: sentences.lead(filling),
    rows: rowsOf(telling),
    action:
      occasion.link === null ? null : { label: words.open, url: occasion.link.url, check: words.check(occasion.link.check), hint: words.checkHint },
    code: occasion.code === null ? null : { label: words.code, value: occasion.code, hint: words.codeHint },
    reply: occasion.reply === null ? null : { heading: words.replyHeading, steps: words.replySteps, code: words.replyCode(occasion.reply.code) },
    lists: overview === null ? wayOf(occasion, words) : listsOf(overview, locale, publicUrl),
    footer: words.never,
    unsubscribe: occasion.unsubscribe === null ? null : { label: words.unsubscribe, url: occasion.unsubscribe },
  };
  const mailDomain = new URL(publicUrl).hostname;
  const { html, text } = renderMail(page);
  return {
    messageId: `<${occasion.notice}@${mailDomain}>`,
    notice: occasion.notice,
    inReplyTo: about === null ? null : `<${about.stream.replace('/', '.')}@${mailDomain}>`,
    replyTo: occasion.reply?.address ?? null,
    unsubscribe: occasion.unsubscribe,
    to: { name: oneLine(locale === 'en' ? to.nameEn : to.name), address: to.address },
    subject: oneLine(sentences.subject(filling)),
    text,
    html,
  };
}

/** What asks something of an applicant and is no task, so that there is no link without a sign-in to it. */
const ASKS_APPLICANT: readonly NoticeTemplate[] = ['supplement', 'returned', 'withheld'];

/** What is confirmed by a second person, by the page on which it is. */
const ASKS_SECOND: Readonly<Partial<Record<NoticeTemplate, string>>> = {
  'role-proposed': '/people',
  'mandate-asked': '/people/mandates',
  'units-proposed': '/people/units',
  'route-proposed': '/office/routes',
  'standard-proposed': '/office/rules',
};

/** What happened in a stage or a project that somebody has to look after. */
const ASKS_PROJECT: readonly NoticeTemplate[] = ['light', 'finding', 'rectification', 'to-act', 'deadline', 'stage', 'monthly-report', 'measure'];
/** The page of a project, or of the stage whose case it is: where whoever manages it acts. */
function projectPage(kind: string, project: string): string {
  const stage = STAGE_OF_KIND.get(kind);
  return `/projects/${encodeURIComponent(project)}${stage === undefined ? '' : `/stages/${stage.toLowerCase()}`}`;
}

/** The way into the console, where what is asked is done by whoever signs in. */
function wayOf({ template, about, link, publicUrl }: Occasion, words: (typeof WORDS)[Locale]): MailPage['lists'] {
  const [kind, id = ''] = about?.stream.split('/') ?? [];
  const way = (heading: string, text: string, path: string): MailPage['lists'] => [
    { heading, lines: [{ text, note: '', url: `${publicUrl}${path}` }] },
  ];
  // One way alone, so that nobody has to choose.
  if (link !== null) return [];
  if (template === 'invited') return way(words.signIn, words.signInHow, '/');
  const second = ASKS_SECOND[template];
  if (kind === 'programme' && second !== undefined) return way(words.toDo, words.signInToConfirm, `${second}?programme=${encodeURIComponent(id)}`);
  if (template === 'takeover-proposed' && about?.project != null)
    return way(words.toDo, words.signInToConfirm, `/takeover/${encodeURIComponent(about.project)}`);
  if (kind === 'programme' && ASKS_PROJECT.includes(template))
    return way(words.toDo, words.signInToLookAfter, `/programmes/${encodeURIComponent(id)}`);
  // Found of a programme itself: its money (findings/ledger.ts).
  const programme = kind === 'findings' ? programmeOf(id) : null;
  if (programme !== null) return way(words.toDo, words.signInToLookAfter, `/programmes/${encodeURIComponent(programme)}/funds`);
  if (about?.project != null && kind !== 'approval' && ASKS_PROJECT.includes(template))
    return way(words.toDo, words.signInToLookAfter, projectPage(kind ?? '', about.project));
  if (kind !== 'approval' || !ASKS_APPLICANT.includes(template)) return [];
  return way(words.toDo, words.signInToDo, `/approvals/${encodeURIComponent(id)}`);
}

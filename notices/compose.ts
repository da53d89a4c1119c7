/** From a notice and the case it is about to a mail. Deliberately absent: tokens' making, sending. */

import { deadlineOf } from '../domain/approval/case.ts';
import { contentLines } from '../domain/approval/content-lines.ts';
import { doorPath } from '../domain/approval/door.ts';
import { isClosed } from '../domain/approval/entitlement.ts';
import { type ApprovalState, closedFor, type Task } from '../domain/approval/facts.ts';
import { isIntake, rulesAt } from '../domain/approval/route.ts';
import { wayOf } from '../domain/approval/way.ts';
import type { Deadline } from '../domain/calendar/deadline.ts';
import { stateIn } from '../domain/cases.ts';
import { type Locale, pick } from '../domain/kernel/locale.ts';
import type { Light } from '../domain/kernel/summary.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { NoticeTemplate } from '../domain/notice/due.ts';
import type { BurstView, DigestView, OverviewLine } from '../domain/notice/ledger.ts';
import { choiceWords } from '../domain/words/answers.ts';
import { statusWords } from '../domain/words/cases.ts';
import { LIGHT_WORDS, PAUSE_WORDS } from '../domain/words/clocks.ts';
import { dayWords, monthWords } from '../domain/words/days.ts';
import { noticeName } from '../domain/words/notices.ts';
import { outcomeWords } from '../domain/words/statuses.ts';
import { TIMEOUT_WORDS } from '../domain/words/timeouts.ts';
import { type Mail, oneLine } from './mail.ts';
import { NO_UNICODE } from './outcome.ts';
import { type MailPage, renderMail } from './templates/mail-page.tsx';
import { WORDS } from './templates/mail-words.ts';
import type { Filling } from './templates/sentences.ts';
import { TEXTS } from './templates/texts.ts';

export type Occasion = {
  readonly notice: string;
  readonly template: NoticeTemplate;
  readonly to: { readonly id: string; readonly name: string; readonly nameEn: string; readonly address: string; readonly locale: Locale };
  /** The case; null for overviews. */
  readonly about: { readonly stream: string; readonly title: Text; readonly project: string | null; readonly state: object } | null;
  /** Name of a person in a language, for "who applied" and "who decided". */
  readonly nameOf: (person: string, locale: Locale) => string;
  /** The task that the notice is about. */
  readonly task: Task | null;
  /** The link, and the digits that its page asks for. */
  readonly link: { readonly url: string; readonly check: string } | null;
  /** A one-time code for the page. */
  readonly code: string | null;
  /** How to answer by mail; null: not at all. */
  readonly reply: { readonly code: string; readonly address: string } | null;
  /** What the ledger's own notices say. */
  readonly detail: Readonly<Record<string, string>> | null;
  readonly overview: DigestView | BurstView | null;
  readonly unsubscribe: string | null;
  readonly publicUrl: string;
};

/** The state of an approval, when the case is one. */
const approvalOf = (about: Occasion['about']): ApprovalState | null =>
  about?.stream.startsWith('approval/') === true ? stateIn('approval', about) : null;

/** 2026年11月24日 / 24 Nov 2026; days are Asia/Shanghai's. */
export function dayText(day: string | null | undefined, locale: Locale): string {
  if (day == null) return '—';
  return pick(dayWords(day), locale);
}

export async function composeMail(occasion: Occasion): Promise<Mail> {
  const { about, to, template } = occasion;
  const { locale } = to;
  const words = WORDS[locale];
  const filling = fillingOf(occasion);
  const sentences = TEXTS[template][locale];
  const approval = approvalOf(about);
  const page: MailPage = {
    locale,
    product: words.product,
    title: filling.title,
    lead: sentences.lead(filling),
    rows: rowsOf(occasion, approval),
    action:
      occasion.link === null ? null : { label: words.open, url: occasion.link.url, check: words.check(occasion.link.check), hint: words.checkHint },
    code: occasion.code === null ? null : { label: words.code, value: occasion.code, hint: words.codeHint },
    reply: occasion.reply === null ? null : { heading: words.replyHeading, steps: words.replySteps, code: words.replyCode(occasion.reply.code) },
    lists: listsOf(occasion),
    footer: words.never,
    unsubscribe: occasion.unsubscribe === null ? null : { label: words.unsubscribe, url: occasion.unsubscribe },
  };
  const mailDomain = new URL(occasion.publicUrl).hostname;
  const { html, text } = await renderMail(page);
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

function listsOf({ overview, to, publicUrl }: Occasion): MailPage['lists'] {
  if (overview === null) return [];
  const words = WORDS[to.locale];
  const lines = (items: readonly OverviewLine[]) =>
    items.map(({ title, project, dueOn, late, door }) => ({
      text: `${project === null ? '' : `${project} `}${pick(title, to.locale)}`,
      note: [dueOn === null ? '' : words.due(dayText(dueOn, to.locale)), late ? words.overdue : ''].filter((part) => part !== '').join(' · '),
      url: door === null ? null : `${publicUrl}${door}`,
    }));
  const lists =
    'held' in overview
      ? [{ heading: words.held(overview.held.length), lines: lines(overview.held) }]
      : [
          { heading: words.tasks(overview.tasks.length), lines: lines(overview.tasks) },
          { heading: words.late(overview.late.length), lines: lines(overview.late) },
          {
            heading: words.news(overview.news.length),
            lines: overview.news.map(({ template, title, project }) => ({
              text: `${project === null ? '' : `${project} `}${pick(title, to.locale)}`,
              note: pick(noticeName(template), to.locale),
              url: null,
            })),
          },
        ];
  return lists.filter((list) => list.lines.length > 0);
}

/** 「待您办理 3 件，超期 1 件」. */
function overviewText(overview: DigestView | BurstView, locale: Locale): string {
  const words = WORDS[locale];
  if ('held' in overview) return words.held(overview.held.length);
  const parts = [
    overview.tasks.length === 0 ? '' : words.tasks(overview.tasks.length),
    overview.late.length === 0 ? '' : words.late(overview.late.length),
    overview.news.length === 0 ? '' : words.news(overview.news.length),
  ];
  return parts.filter((part) => part !== '').join(locale === 'en' ? ', ' : '，');
}

function rowsOf({ to, nameOf, template, task }: Occasion, approval: ApprovalState | null): MailPage['rows'] {
  if (approval === null) return [];
  const zh = to.locale === 'zh-CN';
  const { amount, rest } = contentLines(approval.content);
  const applicant = { label: WORDS[to.locale].applicant, value: nameOf(approval.applicant, to.locale) };
  const line = ({ label, value }: (typeof rest)[number]) => ({ label: pick(label, to.locale), value: pick(value, to.locale) });
  const rows = [...(amount === null ? [] : [line(amount)]), applicant, ...rest.map(line)];
  const way = wayLine(approval, to.locale);
  if (task?.kind === 'DECIDE' && way !== null) rows.push({ label: zh ? '审批流程' : 'The way', value: way });
  const behalf = closedFor(approval);
  if ((template === 'decided' || template === 'reply-refused') && approval.closedBy !== null)
    rows.push({
      label: zh ? '决定人' : 'Decided by',
      value: nameOf(approval.closedBy, to.locale) + (behalf === null ? '' : WORDS[to.locale].behalf(nameOf(behalf, to.locale))),
    });
  if (template === 'reply-refused' && isClosed(approval)) rows.push({ label: zh ? '结果' : 'Outcome', value: outcomeText(approval, to.locale) });
  return rows;
}

/** 「科室审查 ✓ → 【发改局审批】 → 财政局审批」; null: it has one step alone. */
function wayLine(approval: ApprovalState, locale: Locale): string | null {
  const way = wayOf(approval);
  const marks = { DONE: ['', ' ✓'], NOW: ['【', '】'], TO_COME: ['', ''] } as const;
  return way.length < 2 ? null : way.map(({ name, stage }) => marks[stage].join(pick(name, locale))).join(' → ');
}

type Known = {
  readonly deadline?: Deadline | null;
  readonly mandates?: Readonly<
    Record<string, { readonly principal: string; readonly delegate: string; readonly from: string; readonly to: string; readonly status: string }>
  >;
  readonly status?: string;
  readonly closeReason?: string | null;
  readonly supplementList?: string | null;
  readonly cancelReason?: string | null;
  readonly light?: Light;
  readonly lights?: readonly { readonly month: string; readonly behind: number }[];
  readonly ordered?: readonly number[];
  readonly air?: { readonly faults: readonly string[] } | null;
  readonly remains?: readonly Text[];
  readonly stages?: Readonly<Record<string, { readonly status: string }>>;
};

function fillingOf(occasion: Occasion): Filling {
  const { about, to, template, task, nameOf } = occasion;
  const state: Known = about?.state ?? {};
  const { locale } = to;
  const words = WORDS[locale];
  const approval = approvalOf(about);
  const deadline = approval === null ? (state.deadline ?? null) : deadlineOf(approval);
  const until = dayText(deadline?.dueOn, locale) + (deadline?.provisional === true ? words.provisional : '');
  const reason = state.supplementList ?? approval?.deficiency?.items.join('；') ?? state.closeReason ?? state.cancelReason ?? '';
  const project = about?.project ?? '';
  const title = about === null ? words.overview : `${project === '' ? '' : `${project} `}${pick(about.title, locale)}`;
  return {
    title,
    project,
    until,
    reason,
    detail:
      occasion.overview !== null
        ? overviewText(occasion.overview, locale)
        : occasion.detail !== null
          ? ownDetail(occasion, occasion.detail)
          : approval === null
            ? detailOf(template, state, to, nameOf)
            : approvalDetail(occasion, approval),
    from: task?.by == null ? words.product : nameOf(task.by, locale),
    question: task?.question ?? '',
    behalf: task?.onBehalfOf == null ? '' : words.behalf(nameOf(task.onBehalfOf, locale)),
    round: approval?.round ?? 1,
  };
}

/** What the ledger itself tells of: a mail that did not arrive, a reply that was not counted. */
function ownDetail({ to: { locale }, nameOf }: Occasion, detail: Readonly<Record<string, string>>): string {
  const words = WORDS[locale];
  const named = (text: string): string =>
    text.replaceAll(/\{(person|by)\}/g, (whole, key: string) => (detail[key] === undefined ? whole : nameOf(detail[key], locale)));
  if (detail.kind === undefined) return named((locale === 'en' ? detail.en : detail.zh) ?? '');
  const who = nameOf(detail.person ?? '', locale);
  const what = pick(noticeName(detail.template ?? ''), locale);
  const kind = detail.reply === NO_UNICODE ? 'UNICODE' : detail.kind;
  const why = words.trouble[kind as keyof typeof words.trouble]; // what tellKeepers wrote
  const codes = detail.reply === undefined || detail.reply === '' ? '' : locale === 'en' ? ` (${detail.reply})` : `（${detail.reply}）`;
  return locale === 'en' ? `${what} to ${who}: ${why}${codes}` : `发给${who}的“${what}”，${why}${codes}`;
}

/** The card of a group chat: what stands in the subject, who is waited for, and the way to the page, which a mailbox opens. */
export function composeCard(card: {
  readonly template: NoticeTemplate;
  readonly about: NonNullable<Occasion['about']> | null;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly nameEn: string }>;
  readonly locale: Locale;
  readonly publicUrl: string;
}): { readonly title: string; readonly lines: readonly string[]; readonly button: { readonly label: string; readonly url: string } | null } {
  const { template, about, names, locale, publicUrl } = card;
  const words = WORDS[locale];
  const nameOf = (person: string): string => (locale === 'en' ? names.get(person)?.nameEn : names.get(person)?.name) ?? person;
  const filling = fillingOf({
    notice: '',
    template,
    to: { id: '', name: '', nameEn: '', address: '', locale },
    about,
    nameOf,
    task: null,
    link: null,
    code: null,
    reply: null,
    detail: null,
    overview: null,
    unsubscribe: null,
    publicUrl,
  });
  const approval = approvalOf(about);
  const pending =
    approval === null ? [] : [...new Set(approval.tasks.filter((t) => t.status === 'PENDING' && t.kind !== 'READ').map((t) => t.person))];
  const lines = [
    ...(approval === null ? [] : [[words.applicant, nameOf(approval.applicant)]]),
    ...(pending.length === 0 ? [] : [[words.waitingFor, pending.map(nameOf).join(locale === 'en' ? ', ' : '、')]]),
    ...(filling.until === '—' ? [] : [[words.limit, filling.until]]),
  ];
  const id = about?.stream.slice('approval/'.length);
  return {
    title: oneLine(TEXTS[template][locale].subject(filling)),
    lines: lines.map((line) => line.join(locale === 'en' ? ': ' : '：')),
    button: approval === null ? null : { label: words.openPage, url: `${publicUrl}${doorPath(id ?? '', approval.contentHash)}` },
  };
}

/** What a notice about an approval adds. */
function approvalDetail({ template, to, nameOf }: Occasion, state: ApprovalState): string {
  const { locale } = to;
  const words = WORDS[locale];
  const zh = locale === 'zh-CN';
  const names = (people: readonly string[]): string => [...new Set(people)].map((id) => nameOf(id, locale)).join(zh ? '、' : ', ');
  switch (template) {
    case 'decided':
      return outcomeText(state, locale);
    case 'receipt': {
      const mine = state.decisions.findLast((d) => d.person === to.id);
      return mine === undefined
        ? ''
        : `${pick(choiceWords(mine.choice, isIntake(state.route, mine.step)).said, locale)}${mine.onBehalfOf === null ? '' : words.behalf(nameOf(mine.onBehalfOf, locale))}`;
    }
    case 'expired': {
      const { action } = rulesAt(state.route, state.step).timeout;
      return action === 'PASS' || action === 'RETURN' || action === 'REJECT' ? pick(TIMEOUT_WORDS[action].said, locale) : outcomeText(state, locale);
    }
    case 'escalation':
      return names(state.tasks.filter((t) => t.kind === 'DECIDE' && t.status === 'PENDING').map((t) => t.person));
    case 'stand-in':
      return names(state.tasks.filter((t) => t.onBehalfOf === to.id && t.status !== 'HANDED_OVER').map((t) => t.person));
    case 'answer':
      return state.remarks.findLast((r) => r.kind === 'ANSWER')?.text ?? '';
    case 'accepted':
      return state.acceptedOn !== null &&
        state.acceptedOn === state.receivedOn &&
        state.decisions.length === 0 &&
        state.route.steps[0]?.kind === 'INTAKE'
        ? words.bySilence
        : '';
    case 'paused':
    case 'pause-over':
      return state.pause === null ? '' : `${pick(PAUSE_WORDS[state.pause.reason], locale)}${zh ? '（' : ' ('}${state.pause.notice}${zh ? '）' : ')'}`;
    case 'seen': {
      const seen = state.tasks.filter((t) => t.seenAt !== undefined);
      const last = seen.toSorted((a, b) => ((a.seenAt ?? '') < (b.seenAt ?? '') ? -1 : 1)).at(-1);
      return last === undefined ? '' : names([last.person]);
    }
    case 'untold':
    case 'unreachable':
      return names(state.tasks.filter((t) => t.status === 'UNREACHABLE' || t.status === 'PENDING').map((t) => t.person));
    default:
      return '';
  }
}

/** How it ended, with the conditions. */
export function outcomeText(state: Pick<ApprovalState, 'status' | 'conditions' | 'automatic'>, locale: Locale): string {
  const conditions = state.conditions.length === 0 ? '' : `${locale === 'en' ? ': ' : '：'}${state.conditions.join('；')}`;
  return `${pick(outcomeWords(state), locale)}${conditions}`;
}

function detailOf(template: NoticeTemplate, state: Known, { id, locale }: Occasion['to'], nameOf: Occasion['nameOf']): string {
  const zh = locale === 'zh-CN';
  switch (template) {
    case 'decided':
      return pick(statusWords('project', state.status ?? ''), locale);
    case 'mandate': {
      const theirs = Object.values(state.mandates ?? {}).filter((m) => m.status === 'ACTIVE' && (m.principal === id || m.delegate === id));
      const sentences = theirs.map(({ principal, delegate, from, to }) => {
        const [away, acts] = [nameOf(principal, locale), nameOf(delegate, locale)];
        return zh
          ? `${dayText(from, locale)}至${dayText(to, locale)}，${away}的审批由${acts}代理`
          : `from ${dayText(from, locale)} to ${dayText(to, locale)}, ${acts} acts for ${away}`;
      });
      return sentences.join(zh ? '；' : '; ');
    }
    case 'light': {
      const last = state.lights?.at(-1);
      const behind =
        last === undefined || last.behind <= 0
          ? ''
          : zh
            ? `，${monthWords(last.month).zh}形象进度滞后 ${last.behind} 个百分点`
            : `, ${last.behind} points behind plan in ${monthWords(last.month).en}`;
      return (state.light === undefined ? '' : pick(LIGHT_WORDS[state.light], locale)) + behind;
    }
    case 'rectification': {
      const items = (state.ordered ?? []).join(zh ? '、' : ', ');
      const faults = state.air?.faults.join('; ') ?? '';
      return zh
        ? `验收第 ${items} 项须整改${faults === '' ? '' : `（${faults}）`}`
        : `items ${items} must be rectified${faults === '' ? '' : ` (${faults})`}`;
    }
    case 'stage':
      return zh ? '已进入下一阶段，请登录系统办理本阶段事项。' : 'The next stage has begun; please sign in to work on it.';
    case 'cancelled': {
      const left = (state.remains ?? []).map((text) => pick(text, locale)).join(zh ? '；' : '; ');
      return left === '' ? '' : zh ? `尚需处理：${left}` : `Left to settle: ${left}`;
    }
    default:
      return '';
  }
}

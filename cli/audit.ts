/** `tuojian audit …` for whoever asks: search, as-of, story, findings, over the API with a person's own sign-in. */
import { writeFileSync } from 'node:fs';
import { readSettings } from '../config/env.ts';
import type { FoundEvent } from '../domain/audit/query.ts';
import type { Story } from '../domain/audit/story.ts';
import type { KnownFinding } from '../domain/findings/ledger.ts';
import { minuteAt } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import { SetupError } from '../local/setup-error.ts';
import { type SignIn, signIn } from './api-session.ts';

/** Whether somebody asks in his own name. */
export const isSignedIn = ({ as }: SignIn): boolean => as !== undefined || readSettings().token !== null;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const QUESTIONS = [
  'programme',
  'project',
  'kind',
  'stream',
  'stage',
  'person',
  'mentions',
  'door',
  'action',
  'outcome',
  'document',
  'amountFrom',
  'amountTo',
  'from',
  'to',
  'text',
  'order',
  'after',
  'limit',
  'count',
] as const;
export type AuditAsked = SignIn & { readonly lang?: string } & Partial<Record<(typeof QUESTIONS)[number], string>>;

const queryOf = (asked: Partial<Record<string, string>>, fields: readonly string[]): string =>
  new URLSearchParams(fields.flatMap((field) => (asked[field] === undefined ? [] : [[field, asked[field] ?? '']]))).toString();
const pick = (text: Text, lang: string | undefined): string => (lang === 'en' ? text.en : text.zh);

type Found = {
  readonly items: readonly FoundEvent[];
  readonly next: string | null;
  readonly count: number | null;
  readonly atLeast: boolean;
  readonly pending: number;
};

export async function searchHistory(asked: AuditAsked): Promise<void> {
  const api = await signIn(asked);
  const found = await api.get<Found>(`/api/v1/audit/events?${queryOf(asked, QUESTIONS)}`);
  for (const { index, occurredAt, stream, version, actor, sentence } of found.items) {
    const who = actor.person === null ? '—' : `${actor.person}${actor.onBehalfOf === undefined ? '' : ` (代 ${actor.onBehalfOf})`}`;
    say(
      `${String(index).padStart(7)}  ${minuteAt(occurredAt)}  ${`${stream}@${version}`.padEnd(34)} ${actor.door.padEnd(7)} ${who.padEnd(16)} ${pick(sentence, asked.lang)}`,
    );
  }
  say(
    `${found.count ?? found.items.length}${found.atLeast ? '+' : ''} found${found.next === null ? '' : `; next page: --after ${found.next}`}${found.pending > 0 ? `; ${found.pending} events are not searchable yet` : ''}`,
  );
}

/** Writes the same search to a file; the journal notes it. */
export async function exportSearch(file: string, asked: AuditAsked & { readonly format: string }): Promise<void> {
  const api = await signIn(asked);
  const query = queryOf({ ...asked, lang: asked.lang === 'en' ? 'en' : 'zh-CN' }, [
    ...QUESTIONS.filter((q) => !['order', 'after', 'limit', 'count'].includes(q)),
    'format',
    'lang',
  ]);
  const bytes = await api.bytes(`/api/v1/audit/export?${query}`);
  writeFileSync(file, bytes);
  say(`${file}: ${bytes.length} bytes`);
}

type Standing = {
  readonly at: string;
  readonly cases: readonly {
    readonly stream: string;
    readonly version: number;
    readonly status: string;
    readonly title: Text;
    readonly light: string | null;
    readonly state?: object;
  }[];
  readonly couldDecide: readonly {
    readonly stream: string;
    readonly person: string;
    readonly onBehalfOf: string | null;
    readonly mandate: { readonly id: string; readonly basis: string } | null;
    readonly offers: readonly string[];
    readonly route: string;
    readonly dueOn: string | null;
  }[];
  readonly differences: readonly { readonly stream: string; readonly path: string; readonly before: unknown; readonly after: unknown }[] | null;
};

/** `what`: `approval/QH-01.FSR`, a project's code with --project, or a programme's with --programme. */
export async function showStanding(
  options: SignIn & {
    readonly stream?: string;
    readonly project?: string;
    readonly programme?: string;
    readonly at: string;
    readonly since?: string;
    readonly lang?: string;
  },
): Promise<void> {
  const api = await signIn(options);
  const found = await api.get<Standing>(`/api/v1/audit/as-of?${queryOf(options, ['stream', 'project', 'programme', 'at', 'since'])}`);
  say(`As of ${minuteAt(found.at)} (Asia/Shanghai)`);
  for (const { stream, version, status, light, title } of found.cases)
    say(`  ${stream.padEnd(30)} v${String(version).padEnd(4)} ${status.padEnd(11)} ${(light ?? '').padEnd(6)} ${pick(title, options.lang)}`);
  if (found.couldDecide.length > 0) say('Could have decided:');
  for (const { stream, person, onBehalfOf, mandate, offers, route, dueOn } of found.couldDecide) {
    const by = onBehalfOf === null ? '' : ` for ${onBehalfOf}${mandate === null ? '' : ` by mandate ${mandate.id} (${mandate.basis})`}`;
    say(`  ${stream.padEnd(30)} ${person}${by}; due ${dueOn ?? '—'}; route ${route}; ${offers.join(', ')}`);
  }
  if (found.differences !== null) {
    say(`Changed since: ${found.differences.length}`);
    for (const { stream, path, before, after } of found.differences.slice(0, 200)) say(`  ${stream} ${path}: ${short(before)} → ${short(after)}`);
  }
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '—';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

export async function showStory(project: string, options: SignIn & { readonly lang?: string; readonly pdf?: string }): Promise<void> {
  const api = await signIn(options);
  if (options.pdf !== undefined) {
    const bytes = await api.bytes(`/api/v1/project/${project}/story.pdf?lang=${options.lang === 'en' ? 'en' : 'zh-CN'}`);
    writeFileSync(options.pdf, bytes);
    return say(`${options.pdf}: ${bytes.length} bytes`);
  }
  const story = await api.get<Story>(`/api/v1/project/${project}/story`);
  say(`${pick(story.title, options.lang)}  ${story.status}`);
  for (const { name, startedAt, finishedAt, workingDays } of story.stages) {
    if (startedAt !== null)
      say(
        `  ${pick(name, options.lang).padEnd(14)} ${minuteAt(startedAt)} → ${finishedAt === null ? '…' : minuteAt(finishedAt)}  ${workingDays ?? '—'} working days`,
      );
  }
  say('');
  for (const { at, stream, text } of story.lines) say(`${minuteAt(at)}  ${stream.padEnd(28)} ${pick(text, options.lang)}`);
  const late = story.steps.filter((step) => step.late);
  for (const { approval, name, workingDays, limit, waits } of late) {
    say(
      `! ${approval} ${pick(name, options.lang)}: ${workingDays ?? '—'} working days, limit ${limit ?? '—'}; waited for ${waits.map(({ person }) => person).join(', ')}`,
    );
  }
}

export async function showFindings(
  options: SignIn & { readonly programme?: string; readonly project?: string; readonly status?: string; readonly lang?: string },
): Promise<void> {
  const api = await signIn(options);
  const { items } = await api.get<{ items: readonly (KnownFinding & { project: string })[] }>(
    `/api/v1/findings?${queryOf(options, ['programme', 'project', 'status'])}`,
  );
  for (const { project, status, code, id, firstSeen, evidence, rule, note } of items) {
    say(`${status.padEnd(11)} ${project.padEnd(8)} ${code}  ${pick(evidence, options.lang)}`);
    say(`            ${rule}; first seen ${minuteAt(firstSeen)}; id ${id}${note === null ? '' : `; ${note}`}`);
  }
  say(`${items.length} findings`);
}

const TREATMENTS = { explain: 'Explain', 'hand-over': 'HandOver', dismiss: 'Dismiss', reopen: 'Reopen' } as const;

/** What somebody makes of a finding. `text`: the explanation, the reason, or to whom it is handed over. */
export async function treatFinding(
  project: string,
  finding: string,
  how: string,
  text: string,
  options: SignIn & { readonly document?: string },
): Promise<void> {
  const type = new Map<string, string>(Object.entries(TREATMENTS)).get(how);
  if (type === undefined)
    throw new SetupError(`"${how}" is nothing that can be done with a finding.`, `Use one of ${Object.keys(TREATMENTS).join(', ')}.`);
  const api = await signIn(options);
  const more = {
    Explain: { explanation: text },
    HandOver: { to: text, document: options.document ?? '' },
    Dismiss: { reason: text },
    Reopen: { reason: text },
  }[type];
  await api.post(`/api/v1/findings/${project}/commands`, { type, finding, ...more });
  say(`${project} ${finding}: ${how}`);
}

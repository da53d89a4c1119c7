/** People of the example's programme at work: each with an API sign-in and a mailbox. */

import { inject } from 'vitest';
import { dayAt } from '../../domain/kernel/days.ts';
import { ApiClient, actByLink, type Fields, linkIn, type Mail, mailsAfter } from '../../scripts/demo/http.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { LEAST_READING_MS } from './service.ts';

const { apiUrl, outboxUrl, tokens } = inject('service');

export const client = (person: string): ApiClient => new ApiClient(apiUrl, tokens[person] ?? '');
export const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
export const today = (): string => dayAt(new Date().toISOString());

/** The newest mail to somebody whose subject holds all of these words; waits for it. */
export async function mailTo(person: string, ...words: readonly string[]): Promise<Mail> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await mailsAfter(outboxUrl, 0)).filter(
      ({ to, subject }) => to.startsWith(`${person}@`) && words.every((word) => subject.includes(word)),
    );
    const last = found.at(-1);
    if (last !== undefined) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail to ${person} about ${words.join(' ')}`);
}

/** The newest mail with a link to somebody whose subject holds all of these words: a receipt comes at once, and has none. */
async function mailWithLink(person: string, words: readonly string[]): Promise<Mail> {
  await mailTo(person, ...words);
  const found = (await mailsAfter(outboxUrl, 0)).filter(
    (mail) => mail.to.startsWith(`${person}@`) && words.every((word) => mail.subject.includes(word)) && linkIn(mail) !== null,
  );
  return found.at(-1) ?? mailTo(person, ...words);
}

/** Opens the newest such mail, fills in the form and sends it. */
export const act = async (person: string, words: string | readonly string[], fields: Fields, files: readonly File[] = []) =>
  actByLink(await mailWithLink(person, [words].flat()), fields, LEAST_READING_MS + 50, files);

export type Approval = {
  readonly status: string;
  readonly round: number;
  readonly step: number;
  readonly contentHash: string;
  readonly tasks: readonly {
    readonly task: number;
    readonly person: string;
    readonly status: string;
    readonly onBehalfOf: string | null;
    readonly kind: string;
  }[];
  readonly decisions: readonly {
    readonly person: string;
    readonly onBehalfOf: string | null;
    readonly choice: string;
    readonly door: string;
    readonly takenBack: boolean;
    readonly reason: string | null;
  }[];
  readonly remarks: readonly { readonly kind: string; readonly text: string; readonly documents: readonly { readonly sha256?: string }[] }[];
};

/** The approval once it is as it should be. */
export const once = (stream: string, holds: (state: Approval) => boolean): Promise<Approval> =>
  client('xu-jianing').until(stream, (state) => (holds(state as Approval) ? (state as Approval) : null), 40);

/** Who has an open task of this kind, with whose behalf: `carl`, `carl for ann`. */
export const asked = ({ tasks }: Approval, kind = 'DECIDE'): readonly string[] =>
  tasks
    .filter((task) => task.kind === kind && task.status === 'PENDING')
    .map(({ person, onBehalfOf }) => (onBehalfOf === null ? person : `${person} for ${onBehalfOf}`))
    .sort();

/** A project of the example's programme that no other test works in: as the example's first, under another code. Waits until its survey stands. */
export async function registerOwnProject(code: string, name: { readonly zh: string; readonly en: string }): Promise<void> {
  const [like] = (await exampleOfToday()).file.projects;
  if (like === undefined) throw new Error('the example has no projects');
  // Another file has her leave (approvals.test.ts); a panel holds people who are here.
  const panel = like.panel.map((person) => (person === 'bai-lan' ? 'su-mei' : person));
  const project = { ...like, panel, profile: { ...like.profile, code, name } };
  const office = client('xu-jianing');
  await office.command('programme/QH', { type: 'RegisterProject', project });
  await office.until(`survey/${code}`, () => true);
}

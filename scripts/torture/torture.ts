/** Lets machines come by the links of mails, looks whether anything was decided, then lets people decide. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../browser.ts';
import { actByLink, linkIn, type Mail, mailsAfter } from '../demo/http.ts';
import { MACHINES } from './profiles.ts';

export type TortureOptions = {
  readonly outboxUrl: string;
  /** The mails whose links are tried: to whom, about which approval. */
  readonly targets: readonly { readonly stream: string; readonly person: string; readonly mail: Mail }[];
  /** How often a decision, or anything else that a case holds, was made of it so far. */
  readonly changes: (stream: string) => Promise<number>;
  readonly visits: number;
  /** How long a patient machine, and a person, looks at a page. */
  readonly readingMs: number;
  readonly tell: (line: string) => void;
};
export type TortureReport = {
  readonly profiles: number;
  readonly visits: number;
  readonly machineDecisions: number;
  readonly humanDecisions: number;
  readonly humanDecisionsOk: number;
  readonly byProfile: Readonly<Record<string, number>>;
  /** What went wrong with a machine's visit itself; it counts as a visit, and is shown. */
  readonly faults: readonly string[];
};

/** What the page says how long to wait (domain/approval/human-check.ts). */
const WAIT_TOLD_MS = 21_000;

/** Requests in flight; a browser counts for itself. */
const AT_ONCE = 24;
const BROWSERS_AT_ONCE = 3;

/** A fixed sequence, so that a run can be repeated. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export async function tortureLinks({ targets, changes, visits, readingMs, outboxUrl, tell }: TortureOptions): Promise<TortureReport> {
  const before = new Map<string, number>();
  for (const { stream } of targets) before.set(stream, await changes(stream));
  const random = sequence(20_261_126);
  let launched: Promise<Browser> | null = null;
  const browser = (): Promise<Browser> => (launched ??= chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS }));
  const lab = { browser, waitMs: readingMs, random };
  const total = MACHINES.reduce((sum, { share }) => sum + share, 0);
  const byProfile: Record<string, number> = {};
  const faults: string[] = [];
  const queueOf = (ofBrowser: boolean) =>
    MACHINES.filter(({ name }) => (name === 'browser') === ofBrowser).flatMap((machine) =>
      Array.from({ length: Math.max(1, Math.round((visits * machine.share) / total)) }, () => machine),
    );
  let done = 0;
  const work = async (queue: (typeof MACHINES)[number][]): Promise<void> => {
    for (let machine = queue.pop(); machine !== undefined; machine = queue.pop()) {
      const target = targets[done % targets.length];
      done += 1;
      if (done % 1_000 === 0) tell(`${done} visits`);
      byProfile[machine.name] = (byProfile[machine.name] ?? 0) + 1;
      await machine.visit(linkIn(target?.mail ?? { id: 0, to: '', subject: '', text: '' }) ?? '', lab).catch((error: unknown) => {
        faults.push(`${machine.name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      });
    }
  };
  const shuffled = (queue: (typeof MACHINES)[number][]) =>
    queue
      .map((machine) => [random(), machine] as const)
      .sort(([a], [b]) => a - b)
      .map(([, machine]) => machine);
  const [requests, browsers] = [shuffled(queueOf(false)), shuffled(queueOf(true))];
  await Promise.all([...Array.from({ length: AT_ONCE }, () => work(requests)), ...Array.from({ length: BROWSERS_AT_ONCE }, () => work(browsers))]);
  if (launched !== null) await (await (launched as Promise<Browser>)).close();
  tell(`${done} visits; looking at what became of ${targets.length} approvals`);
  await sleep(1_500);
  let machineDecisions = 0;
  for (const { stream } of targets) machineDecisions += (await changes(stream)) - (before.get(stream) ?? 0);
  const human = await people(targets, outboxUrl, readingMs);
  return { profiles: MACHINES.length, visits: done, machineDecisions, humanDecisions: targets.length, humanDecisionsOk: human, byProfile, faults };
}

/** So often a person tries again who is told to wait, or whose link is worth nothing because a newer mail is on its way. */
const TRIES = 15;
const NEWER_MAIL_MS = 2_000;

/** Whoever was sent a mail decides, with the newest one they have: a machine may have had their link sent again. */
async function people(targets: TortureOptions['targets'], outboxUrl: string, readingMs: number): Promise<number> {
  const decides = async ({ person, mail }: TortureOptions['targets'][number]): Promise<boolean> => {
    const theirs = (other: Mail): boolean => other.to.startsWith(`${person}@`) && other.subject.includes(titleIn(mail)) && linkIn(other) !== null;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const newest = (await mailsAfter(outboxUrl, 0)).filter(theirs).at(-1) ?? mail;
      const { status } = await actByLink(newest, { choice: 'APPROVE' }, readingMs);
      if (status === 303) return true;
      // Told to wait, since machines have tried too often just now, a person waits.
      await sleep(status === 429 ? WAIT_TOLD_MS : NEWER_MAIL_MS);
    }
    return false;
  };
  return (await Promise.all(targets.map(decides))).filter(Boolean).length;
}

/** What the subjects of all mails about one approval have in common. */
export const titleIn = (mail: Mail): string => /T-\d+\./.exec(mail.subject)?.[0] ?? mail.subject;

/**
 * People who apply and decide while things break, by the API and by the links of their mails, and who do as people do: they
 * ask again with the same key until they are told how it is, reload a page, click twice, give up waiting for an answer. What
 * each was told stands in the ledger. Deliberately absent: what breaks.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACTS } from '../../domain/words/lists.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient, checkIn, openLink, submit } from '../demo/http.ts';
import { untilKnown } from '../demo/until-known.ts';
import { seeded } from '../seeded.ts';
import { sideBySide, upTo } from '../side-by-side.ts';
import type { Entry, Ledger, Told } from './ledger.ts';
import type { Service } from './service.ts';
import type { SunkMail } from './sink.ts';
import { standingOf } from './standing.ts';

const text = (zh: string) => ({ zh, en: zh });
const step = (key: string, person: string) => ({
  key,
  name: text(key),
  who: { agree: 'ANY', members: [{ person }] },
  limit: { n: 5, unit: 'WD' },
  may: ACTS,
});
const ROUTE = { code: 'FAULTS', version: 1, name: text('故障'), steps: [step('ONE', 'han-dong'), step('TWO', 'su-mei')] };
/** Who applies, for which project of the example. */
const APPLICANTS = [
  { person: 'liu-chuan', project: 'QH-05' },
  { person: 'wu-tao', project: 'QH-02' },
] as const;

const applicantOf = (nth: number) => APPLICANTS[nth % APPLICANTS.length] ?? APPLICANTS[0];
/** Approvals that are decided by nobody. */
const STANDING = 12;
/** A temper: neither twice nor without waiting. */
const PATIENT = (): number => 0.5;

/** Who waits longer for one answer, or for one mail, turns to something else. */
const ANSWER_MS = 15_000;
const MAIL_MS = 25_000;
/** Asked for so long, an act is stuck: twice as long as all of it together may be away, and a minute. */
const STUCK_MS = 300_000;

/** The story in which everything comes at once. */
const RACES = 0.3;
/** Who only looks whether anything goes on does not wait long. */
const PROBE_MS = 6_000;

const draftOf = (project: string, mark: string) => {
  const content = { summary: [{ label: text('金额'), value: text('1 万元') }], amountFen: 1_000_000, documents: [] };
  return { type: 'Draft', programme: 'QH', project, key: mark, route: 'FAULTS', title: text(`故障 ${mark} 号`), content };
};

/** Loses the race against time rather than waiting for ever on a way that fell silent. */
const within = <T>(ms: number, work: Promise<T>): Promise<T> => {
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Error('no answer')), ms);
  });
  work.catch(() => undefined);
  return Promise.race([work, limit]).finally(() => clearTimeout(late));
};

type Body = { readonly type: string; readonly [field: string]: unknown };
const NOTHING: Told = { end: 'UNKNOWN', status: 0, events: [] };
type Answered = { readonly version: number; readonly type: string };

export class People {
  readonly #service: Service;
  readonly #ledger: Ledger;
  readonly #clients: ReadonlyMap<string, ApiClient>;
  readonly #seed: number;
  /** Told apart from those of another run on the same service. */
  readonly #run: string;
  /** Streams where several acts were sent in the same moment, of which one can win. */
  readonly races: string[] = [];
  /** What did not end as it should, in words. */
  readonly stuck: string[] = [];
  #going = true;
  #done = 0;
  #probes = 0;
  #bursts = 0;
  #parked = 0;
  #lanes: Promise<void>[] = [];

  private constructor(service: Service, ledger: Ledger, clients: ReadonlyMap<string, ApiClient>, seed: number) {
    [this.#service, this.#ledger, this.#clients, this.#seed] = [service, ledger, clients, seed];
    this.#run = randomUUID().slice(0, 4).toUpperCase();
  }

  static async ready(service: Service, ledger: Ledger, seed: number): Promise<People> {
    const names = ['xu-jianing', 'he-jing', 'han-dong', 'su-mei', ...APPLICANTS.map(({ person }) => person)];
    const clients = new Map<string, ApiClient>();
    for (const name of names) clients.set(name, new ApiClient(service.publicUrl, await issueApiToken(service.database, name, 2)));
    const people = new People(service, ledger, clients, seed);
    await people.#as('xu-jianing').adoptRoute('QH', { route: ROUTE, basis: '故障试验' }, people.#as('he-jing'));
    await sideBySide(upTo(STANDING), 4, (nth) => people.#openStanding(nth - 1));
    return people;
  }

  /** Approvals brought to their end. */
  get done(): number {
    return this.#done;
  }

  /** Approvals whose mail did not come while somebody waited for it; the oracle sees that it comes in the end. */
  get parked(): number {
    return this.#parked;
  }

  /** So many at a time, until `end`. */
  begin(lanes: number): void {
    this.#lanes = Array.from({ length: lanes }, async (_, lane) => {
      const draw = seeded(this.#seed * 1_000 + lane);
      for (let n = 0; this.#going; n += 1) {
        try {
          await this.#one(`F${this.#run}L${lane}N${n}`, draw);
        } catch (error) {
          this.stuck.push(`${lane}/${n}: ${error instanceof Error ? error.message : String(error)}`);
          await sleep(1_000);
        }
      }
    });
  }

  /** So many approvals, each with opposite acts in one moment, all at once. */
  async raceOften(n: number): Promise<void> {
    this.#bursts += 1;
    const burst = this.#bursts;
    await Promise.all(
      Array.from({ length: n }, async (_, nth) => {
        const draw = seeded(this.#seed * 7_919 + burst * 101 + nth);
        await this.#one(`F${this.#run}B${burst}N${nth}`, draw, RACES).catch((error: unknown) => void this.stuck.push(String(error)));
      }),
    );
  }

  /** So many comments on one approval at once, each asked until it is known how it ended. */
  async crowdOn(n: number): Promise<{ readonly stream: string; readonly asked: number; readonly done: number }> {
    this.#bursts += 1;
    const { person, project } = APPLICANTS[0];
    const mark = `F${this.#run}C${this.#bursts}`;
    const stream = `approval/${project}~${mark}`;
    if ((await this.#ask(person, stream, draftOf(project, mark), PATIENT, 'approvals')).end !== 'DONE') return { stream, asked: 0, done: 0 };
    if ((await this.#ask(person, stream, { type: 'Submit' }, PATIENT)).end !== 'DONE') return { stream, asked: 0, done: 0 };
    const told = await Promise.all(
      Array.from({ length: n }, (_, nth) =>
        this.#ask(person, stream, { type: 'Comment', text: `第 ${nth + 1} 条意见` }, PATIENT).catch((error: unknown) => {
          this.stuck.push(String(error));
          return NOTHING;
        }),
      ),
    );
    return { stream, asked: n, done: told.filter(({ end }) => end === 'DONE').length };
  }

  /** Nothing new is begun. */
  stop(): void {
    this.#going = false;
  }

  /** What is under way is brought to its end. */
  async end(): Promise<void> {
    this.stop();
    await Promise.all(this.#lanes);
  }

  #as(person: string): ApiClient {
    const client = this.#clients.get(person);
    if (client === undefined) throw new Error(`${person} has no token`);
    return client;
  }

  async #one(mark: string, draw: () => number, story = draw()): Promise<void> {
    const { person, project } = APPLICANTS[Math.floor(draw() * APPLICANTS.length)] ?? APPLICANTS[0];
    const stream = `approval/${project}~${mark}`;
    if ((await this.#ask(person, stream, draftOf(project, mark), draw, 'approvals')).end !== 'DONE') return;
    if ((await this.#ask(person, stream, { type: 'Submit' }, draw)).end !== 'DONE') return;
    if (story < 0.1) return this.#finished(await this.#ask(person, stream, { type: 'Withdraw', reason: '不再需要' }, draw));
    // A long talk: its workflow goes on as new while people write and decide.
    if (story < 0.2) for (let n = 0; n < 8; n += 1) await this.#ask(person, stream, { type: 'Comment', text: `第 ${n + 1} 条意见` }, draw);
    const first = await this.#mailOf(mark, 'han-dong');
    if (first === null) return;
    if (story < 0.4) return this.#race(stream, person, first, draw);
    if ((await this.#decide(stream, 'han-dong', first, 'APPROVE', draw)).end !== 'DONE') return;
    const second = await this.#mailOf(mark, 'su-mei');
    if (second === null) return;
    this.#finished(await this.#decide(stream, 'su-mei', second, story < 0.5 ? 'REJECT' : 'APPROVE', draw));
  }

  #finished({ end }: Told): void {
    if (end === 'DONE') this.#done += 1;
  }

  async #mailOf(mark: string, to: string): Promise<SunkMail | null> {
    const mail = await this.#service.sink.mail({ to, what: '待办', mark }, MAIL_MS);
    if (mail === null) this.#parked += 1;
    return mail;
  }

  /** Approve, reject, hand over and withdraw in the same ten milliseconds: the first that is decided on wins, and one of the first two at most (FI-26). */
  async #race(stream: string, applicant: string, mail: SunkMail, draw: () => number): Promise<void> {
    this.races.push(stream);
    const opened = await within(ANSWER_MS, openLink(mail)).catch(() => null);
    const acts = [
      () => this.#decide(stream, 'han-dong', mail, 'APPROVE', draw, opened),
      () => this.#decide(stream, 'han-dong', mail, 'REJECT', draw),
      () => this.#ask('han-dong', stream, { type: 'HandOver', to: 'su-mei', reason: '由其办理' }, draw),
      () => this.#ask(applicant, stream, { type: 'Withdraw', reason: '同时撤回' }, draw),
    ];
    const ends = await Promise.all(
      acts.map(async (act) => {
        await sleep(draw() * 10);
        return act();
      }),
    );
    if (ends.some(({ end }) => end === 'DONE')) this.#done += 1;
  }

  /**
   * One comment of somebody who asks once and never again: it shows whether anything goes on, and an answer that never came has
   * to settle one way by itself. On approvals that stand for it: of drafts one person may have a hundred lying about.
   */
  async probe(): Promise<boolean> {
    this.#probes += 1;
    const nth = this.#probes % STANDING;
    const { person } = applicantOf(nth);
    const stream = this.#standing(nth);
    const key = randomUUID();
    const body = { type: 'Comment', text: `第 ${this.#probes} 次询问` };
    const entry = this.#ledger.asks({ person, stream, what: body.type, key });
    const told = await this.#once(this.#as(person), `${stream}/commands`, body, key, PROBE_MS).catch(() => NOTHING);
    this.#ledger.told(entry, told);
    return told.end === 'DONE';
  }

  #standing = (nth: number): string => `approval/${applicantOf(nth).project}~F${this.#run}P${nth}`;

  /** What `probe` comments on. */
  async #openStanding(nth: number): Promise<void> {
    const { person, project } = applicantOf(nth);
    await this.#ask(person, this.#standing(nth), draftOf(project, `F${this.#run}P${nth}`), PATIENT, 'approvals');
    await this.#ask(person, this.#standing(nth), { type: 'Submit' }, PATIENT);
  }

  async #once(client: ApiClient, address: string, body: object, key: string, patienceMs: number): Promise<Told> {
    const answer = await within(patienceMs, client.post(address, body, key));
    const said = (await within(ANSWER_MS, answer.json())) as { readonly events?: readonly Answered[] }; // as the API's document says
    if (answer.ok) return { end: 'DONE', status: answer.status, events: said.events ?? [] };
    // Not confirmed, or too many at once: asked again.
    if (answer.status >= 500 || answer.status === 429) return { ...NOTHING, status: answer.status };
    return { end: 'REFUSED', status: answer.status, events: [] };
  }

  /** A command over the API, asked with one key until it is known how it ended. */
  async #ask(person: string, stream: string, body: Body, draw: () => number, address = `${stream}/commands`): Promise<Told> {
    const key = randomUUID();
    const entry = this.#ledger.asks({ person, stream, what: body.type, key });
    const client = this.#as(person);
    const once = (patienceMs: number): Promise<Told> => this.#once(client, address, body, key, patienceMs);
    const temper = draw();
    // A double click, or a program that does not wait for its answer; and one who closes the window at once (FI-12).
    if (temper < 0.08) {
      for (const told of await Promise.all(Array.from({ length: 5 }, () => once(ANSWER_MS).catch(() => NOTHING)))) this.#ledger.told(entry, told);
      if (entry.told?.end === 'DONE') return entry.told;
    } else if (temper < 0.2) this.#ledger.told(entry, await once(draw() * 250).catch(() => NOTHING));
    return this.#untilKnown(entry, () => once(ANSWER_MS));
  }

  /** Opens the link, reads, decides, and looks at the page that follows. */
  #decide(
    stream: string,
    person: string,
    mail: SunkMail,
    choice: 'APPROVE' | 'REJECT',
    draw: () => number,
    opened: Awaited<ReturnType<typeof openLink>> | null = null,
  ): Promise<Told> {
    const entry = this.#ledger.asks({ person, stream, what: `Decide ${choice}`, key: null });
    let first = opened;
    const leaves = draw() < 0.1;
    const once = async (): Promise<Told> => {
      const page = first ?? (await within(ANSWER_MS, openLink(mail)));
      first = null;
      if (page.nonce === '') return this.#asShown(page.page, choice);
      const sent = submit(page, { choice, reason: choice === 'REJECT' ? '材料不符' : '', check: checkIn(mail) });
      // Who leaves does not see what follows, and opens the link again later.
      const answer = await within(leaves && entry.tries === 0 ? draw() * 250 : ANSWER_MS, sent);
      if (answer.status >= 500) return { ...NOTHING, status: answer.status };
      if (answer.status !== 303) return { end: 'REFUSED', status: answer.status, events: [] };
      const shown = await within(ANSWER_MS, fetch(new URL(answer.headers.get('location') ?? '', page.url), { headers: { cookie: page.cookie } }));
      return this.#asShown(await within(ANSWER_MS, shown.text()), choice);
    };
    return this.#untilKnown(entry, once);
  }

  /** What a page without a form says of one's own decision. */
  #asShown(page: string, choice: 'APPROVE' | 'REJECT'): Told {
    const said = /您已处理：([^<\s]+)/.exec(page)?.[1];
    if (said === undefined) return page.includes('提交决定') || page === '' ? NOTHING : { end: 'REFUSED', status: 200, events: [] };
    return said.startsWith(choice === 'APPROVE' ? '同意' : '不同意')
      ? { end: 'DONE', status: 303, events: [] }
      : { end: 'REFUSED', status: 200, events: [] };
  }

  async #untilKnown(entry: Entry, once: () => Promise<Told>): Promise<Told> {
    const ask = async (): Promise<Told> => {
      const told = await once().catch(() => NOTHING);
      this.#ledger.told(entry, told);
      if (told.end === 'UNKNOWN') throw new Error(told.status === 0 ? 'no answer' : `answered ${told.status}`);
      return told;
    };
    const name = `${entry.what} on ${entry.stream}`;
    return untilKnown(name, ask, { limitMs: STUCK_MS }).catch(async (error: unknown) => {
      throw new Error(`${String(error)}, ${entry.tries} tries (${await standingOf(this.#service, entry.stream)})`);
    });
  }
}

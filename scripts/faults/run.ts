/**
 * One run: the service, people, faults, quiet, and the oracle. Deliberately absent: how it is asked for (main.ts) and what can
 * break (scenarios/).
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../seeded.ts';
import { drive, type Struck } from './driver.ts';
import { grouped } from './grouped.ts';
import type { Component, Lab, Strike } from './lab.ts';
import { Ledger } from './ledger.ts';
import { casesAgree } from './oracle/cases.ts';
import { type Findings, together } from './oracle/findings.ts';
import { type Holds, heldBack, holdsOf } from './oracle/handles.ts';
import { mailsArrived } from './oracle/mails.ts';
import { promisesKept } from './oracle/promises.ts';
import { nothingLeaked, recordVerifies } from './oracle/record.ts';
import { People } from './people.ts';
import { untilQuiet } from './quiet.ts';
import { everything } from './scenarios/kills.ts';
import { tampered } from './scenarios/tampered.ts';
import { type Service, startService } from './service.ts';

export type RunOptions = {
  readonly seconds: number;
  readonly seed: number;
  readonly strikes: readonly Strike[];
  readonly short: boolean;
  /** Approvals at a time. */
  readonly lanes: number;
  /** An event is changed in the end (FI-28). */
  readonly tamper: boolean;
  /** What a run wrote that does not hold stays on the disk: logs, notes, PostgreSQL's files. */
  readonly keep: boolean;
  /** Told where the run writes, before anything is there. */
  readonly onFolder?: (folder: string) => void;
  readonly say: (line: string) => void;
};

export type RunReport = {
  readonly minutes: number;
  readonly faults: number;
  /** Processes that ended by them and were started again. */
  readonly kills: number;
  /** Acts of people that were confirmed to them. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly twice: number;
  readonly stuck: number;
  readonly seed: number;
  readonly wrong: number;
  readonly late: number;
  readonly byFault: Readonly<Record<string, number>>;
  /** Milliseconds until acts are confirmed again. */
  readonly back: Readonly<Record<string, { readonly n: number; readonly p50: number; readonly max: number }>>;
  readonly approvals: number;
  readonly races: number;
  readonly parked: number;
  readonly mails: { readonly due: number; readonly delivered: number; readonly again: number; readonly broughtNear: number };
  readonly continuedAsNew: number;
  readonly quietMs: number | null;
  readonly secrets: number;
  readonly holds: { readonly before: Holds; readonly after: Holds };
  readonly findings: Findings;
};

/** People work undisturbed for so long, so that there is something to compare with. */
const WARM_MS = 8_000;

export async function run({ seconds, seed, strikes, short, lanes, tamper, keep, onFolder, say }: RunOptions): Promise<RunReport> {
  const service = await startService(say, onFolder);
  const ledger = new Ledger(path.join(service.folder, 'acknowledged.jsonl'));
  let leave = (): void => undefined;
  try {
    const people = await People.ready(service, ledger, seed);
    const lab: Lab = { service, people, ledger, draw: seeded(seed), short };
    leave = () => people.stop();
    people.begin(lanes);
    await sleep(WARM_MS);
    if (ledger.acknowledged === 0) throw new Error('no load flows: nothing was confirmed before the first fault');
    const before = holdsOf(service);
    const [began, undisturbed] = [Date.now(), ledger.acknowledged];
    const { struck, broken } = await drive(lab, strikes, began + seconds * 1_000, say);
    const minutes = Math.round((Date.now() - began) / 6_000) / 10;
    const kills = everything(service).reduce((sum, { ends }) => sum + ends, 0);
    const empty = emptinessOf({ struck: struck.length, confirmed: ledger.acknowledged - undisturbed });
    say(`${struck.length} faults in ${minutes} minutes; people finish what they began`);
    await people.end();
    const { client, close } = await service.client();
    try {
      const quiet = await untilQuiet(service.database, client);
      say(
        quiet.quietMs === null
          ? 'it is NOT quiet'
          : `quiet after ${Math.round(quiet.quietMs / 1_000)} s; ${quiet.broughtNear} mails waited for their hour`,
      );
      const cases = await casesAgree(service.database, client, { states: true });
      const mails = await mailsArrived(service.database, service.sink.mails);
      const leaked = await nothingLeaked(service, client);
      const after = holdsOf(service);
      const findings = together([
        await promisesKept(service.database, ledger),
        cases,
        mails,
        leaked,
        await recordVerifies(service),
        heldBack(before, after),
        { stuck: [...people.stuck, ...(quiet.quietMs === null ? quiet.left : [])] },
        { wrong: [...broken, ...empty] },
        { wrong: tamper ? await changed(service, people, say) : [] },
      ]);
      if (keep && Object.values(findings).some((found) => found.length > 0)) {
        service.keep();
        say(`what it wrote stays in ${service.folder}`);
      }
      return {
        minutes,
        faults: struck.length,
        kills,
        acknowledged: ledger.acknowledged,
        lost: findings.lost.length,
        twice: findings.twice.length,
        stuck: findings.stuck.length,
        seed,
        wrong: findings.wrong.length,
        late: struck.filter(({ late }) => late).length,
        byFault: Object.fromEntries([...grouped(struck, ({ fi }) => fi)].map(([fi, all]) => [fi, all.length])),
        back: backTimes(struck),
        approvals: people.done,
        races: people.races.length,
        parked: people.parked,
        mails: { due: mails.due, delivered: mails.delivered, again: mails.again, broughtNear: quiet.broughtNear },
        continuedAsNew: cases.continued,
        quietMs: quiet.quietMs,
        secrets: leaked.secrets,
        holds: { before, after },
        findings,
      };
    } finally {
      await close();
    }
  } finally {
    leave();
    await service.stop();
    ledger.close();
  }
}

/** Why a run says nothing; empty: it does. `confirmed`: while things broke. */
export const emptinessOf = ({ struck, confirmed }: { readonly struck: number; readonly confirmed: number }): readonly string[] => [
  ...(struck === 0 ? ['no fault came to pass'] : []),
  ...(confirmed === 0 ? ['no load flowed: nothing was confirmed while things broke'] : []),
];

const changed = (service: Service, people: People, say: RunOptions['say']): Promise<readonly string[]> =>
  tampered(service, people).then(
    (what) => {
      say(`FI-28 ${what}`);
      return [];
    },
    (error: unknown) => [`FI-28 ${String(error)}`],
  );

function backTimes(struck: readonly Struck[]): RunReport['back'] {
  const of = new Map<Component, readonly Struck[]>(grouped(struck, ({ component }) => component));
  return Object.fromEntries(
    [...of].map(([component, all]) => {
      const times = all.map(({ progressMs }) => progressMs).toSorted((a, b) => a - b);
      return [component, { n: times.length, p50: times[Math.floor(times.length / 2)] ?? 0, max: times.at(-1) ?? 0 }];
    }),
  );
}

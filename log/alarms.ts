/**
 * Alarms of the log: each is raised once while it stands, again when it was over and comes again, and again after a day;
 * what tells people of it is tried until it worked. Deliberately absent: what an alarm is raised for.
 */
import type { AlarmCode } from '../notices/checkpoint-mail.ts';

export type Alarm = { readonly code: AlarmCode; readonly where: string };

export type AlarmsOptions = {
  /** Told at once: the log of the service. */
  readonly say: (alarm: Alarm) => void;
  /** Tried until they take it: the journal, the mailbox. */
  readonly tell: readonly ((alarm: Alarm) => Promise<void>)[];
  /** Told when telling failed, once for each alarm. */
  readonly onFault: (error: unknown) => void;
};

const DAY_MS = 86_400_000;
const AGAIN_MS = 30_000;
const AGAIN_MAX_MS = 600_000;
const WAITING_MAX = 100;

type PendingAlarm = { readonly alarm: Alarm; readonly tell: (alarm: Alarm) => Promise<void>; tries: number; at: number };

export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #standing = new Map<string, number>();
  #owed: PendingAlarm[] = [];
  #telling = false;

  constructor(options: AlarmsOptions) {
    this.#options = options;
  }

  /** `of`: what it is about, where `where` says something else each time. */
  raise(alarm: Alarm, of: string = alarm.where): void {
    const key = `${alarm.code} ${of}`;
    if (Date.now() - (this.#standing.get(key) ?? 0) < DAY_MS) return;
    this.#standing.set(key, Date.now());
    this.#options.say(alarm);
    for (const tell of this.#options.tell) this.#owed.push({ alarm, tell, tries: 0, at: 0 });
    this.#owed = this.#owed.slice(-WAITING_MAX);
    void this.tellOwed();
  }

  /** It is over; the next one is raised anew. */
  over(code: AlarmCode, of: string): void {
    this.#standing.delete(`${code} ${of}`);
  }

  /** Tells what could not be told before. Never throws. */
  async tellOwed(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    for (const owed of [...this.#owed]) {
      if (Date.now() < owed.at) continue;
      try {
        await owed.tell(owed.alarm);
        this.#owed = this.#owed.filter((one) => one !== owed);
      } catch (error) {
        owed.tries += 1;
        owed.at = Date.now() + Math.min(AGAIN_MAX_MS, AGAIN_MS * 2 ** (owed.tries - 1));
        if (owed.tries === 1) this.#options.onFault(error);
      }
    }
    this.#telling = false;
  }
}

/** So many approvals at once, each begun as soon as one has ended; what one of them took, and how many there were a second. */
import { sideBySide, upTo } from '../../scripts/side-by-side.ts';
import { middle } from '../figure.ts';

/** Milliseconds of one approval: from a decision to the next person's mail, and from the last one to the applicant's. */
export type Taken = { readonly nextMailMs: number; readonly resultMailMs: number };
export type One = (mark: string) => Promise<Taken>;

export type Flight = {
  readonly inFlight: number;
  readonly approvals: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds in the middle. */
  readonly nextMailP50: number;
  readonly resultMailP50: number;
};

/** `mark`: no two flights of a run share one, for it names the mails. Error: the first that an approval met. */
export async function fly(one: One, mark: string, inFlight: number, approvals: number): Promise<Flight> {
  const taken: Taken[] = [];
  const from = performance.now();
  await sideBySide(upTo(approvals), inFlight, async (nth) => void taken.push(await one(`${mark}-${nth}`)));
  const seconds = (performance.now() - from) / 1_000;
  return {
    inFlight,
    approvals,
    seconds: Math.round(seconds * 10) / 10,
    perSecond: Math.round((approvals / seconds) * 10) / 10,
    nextMailP50: Math.round(middle(taken.map(({ nextMailMs }) => nextMailMs))),
    resultMailP50: Math.round(middle(taken.map(({ resultMailMs }) => resultMailMs))),
  };
}

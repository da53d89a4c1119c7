/** So many approvals at once, each begun as soon as one has ended; what one of them took, and how many there were a second. */

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

const middle = (times: readonly number[]): number => Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN);

/** `mark`: no two flights of a run share one, for it names the mails. Error: the first that an approval met. */
export async function fly(one: One, mark: string, inFlight: number, approvals: number): Promise<Flight> {
  const taken: Taken[] = [];
  let begun = 0;
  const from = performance.now();
  const lane = async (): Promise<void> => {
    while (begun < approvals) {
      begun += 1;
      taken.push(await one(`${mark}-${begun}`));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const seconds = (performance.now() - from) / 1_000;
  return {
    inFlight,
    approvals,
    seconds: Math.round(seconds * 10) / 10,
    perSecond: Math.round((approvals / seconds) * 10) / 10,
    nextMailP50: middle(taken.map(({ nextMailMs }) => nextMailMs)),
    resultMailP50: middle(taken.map(({ resultMailMs }) => resultMailMs)),
  };
}

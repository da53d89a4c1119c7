/** What the oracle found, by what it means for people. */
export type Findings = {
  /** Confirmed, and not there. */
  readonly lost: readonly string[];
  /** Counted, or sent, more often than once without a reason that is known. */
  readonly twice: readonly string[];
  /** Not at its end, and nothing brings it there by itself. */
  readonly stuck: readonly string[];
  /** Anything else that must not be. */
  readonly wrong: readonly string[];
};

export const NONE: Findings = { lost: [], twice: [], stuck: [], wrong: [] };

export const together = (all: readonly Partial<Findings>[]): Findings => ({
  lost: all.flatMap(({ lost = [] }) => lost),
  twice: all.flatMap(({ twice = [] }) => twice),
  stuck: all.flatMap(({ stuck = [] }) => stuck),
  wrong: all.flatMap(({ wrong = [] }) => wrong),
});

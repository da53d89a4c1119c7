/** What became of answers that were handed in, as a file or by a public questionnaire, and what is counted of them. Deliberately absent: rows. */
import type { Text } from '../../kernel/values.ts';
import type { Stratum, Tally } from '../../standards/demand.ts';
import type { AnswerFault, SurveyAnswer } from './answer.ts';

/** `sha256`: of the file's own bytes. */
export type NewBatch = { readonly id: string; readonly programme: string; readonly fileName: string; readonly sha256: string };

export type BatchOutcome =
  /** `faulty`: rows that are stored and count for nothing (answer.ts). */
  | { readonly kind: 'STORED' | 'KNOWN'; readonly rows: number; readonly faulty: number }
  /** The id is taken by other content; nothing was stored. */
  | { readonly kind: 'CONFLICT'; readonly known: { readonly fileName: string; readonly sha256: string; readonly rows: number } }
  /** The same bytes are that batch already; nothing was stored. */
  | { readonly kind: 'SAME_FILE'; readonly batch: string }
  | { readonly kind: 'NO_PROGRAMME' | 'CLOSED' };

/**
 * A batch as a list of its programme's answers shows it. `faulty`: rows that count for nothing; null: stored by a release up
 * to 0.4.0. `countedIn`: the surveys that have taken it in, by their streams.
 */
export type StoredBatch = {
  readonly batch: string;
  readonly fileName: string;
  readonly rows: number;
  readonly faulty: number | null;
  readonly receivedAt: string;
  readonly countedIn: readonly string[];
};

export type CountedBatch = { readonly sha256: string; readonly rowsSha256: string; readonly tally: Tally };

/** A public questionnaire by its address: `link` is the hash of its token, `closed` whether nothing comes in any more. */
export type OpenForm = {
  readonly link: string;
  readonly stream: string;
  readonly programme: string;
  readonly secret: string;
  readonly closed: boolean;
};
/** An answer with whom it is of, as far as that is kept: neither device nor phone ever is, but as a salted hash. */
export type PublicAnswer = {
  readonly device: string;
  readonly phone: string | null;
  readonly answer: Omit<SurveyAnswer, 'respondent'>;
  readonly fault: AnswerFault | null;
};
export type TakenIn = 'TAKEN' | 'TWICE' | 'CLOSED';
/** What is not kept, and counted: TWICE, by a MACHINE, TOO_MANY of one network. */
export const REFUSED = ['TWICE', 'MACHINE', 'TOO_MANY'] as const;
export type RefusedAnswer = (typeof REFUSED)[number];
export const REFUSED_WORDS: Readonly<Record<RefusedAnswer, Text>> = {
  TWICE: { zh: '同一设备或手机号再次提交', en: 'the same device or phone again' },
  MACHINE: { zh: '填了隐藏栏（疑似程序）', en: 'a hidden field was filled in, as by a program' },
  TOO_MANY: { zh: '同一网络提交过多', en: 'too many from one network' },
};
export type FormCounts = {
  readonly received: number;
  readonly valid: number;
  readonly strata: Readonly<Record<string, number>>;
  readonly excluded: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
};
/** `outcome` absent: nobody answered. */
export type CollectedForm = {
  readonly received: number;
  readonly head: string;
  readonly refused: Readonly<Record<string, number>>;
  readonly outcome?: BatchOutcome;
};

/** What a list shows of a survey. */
export type SurveyFigures = {
  readonly valid: number;
  readonly closesOn: string | null;
  readonly collecting: boolean;
  /** Of its open questionnaire, not counted yet. */
  readonly waiting: number;
  readonly signed: boolean;
  /** It goes on, and its report is not drawn up yet. */
  readonly takesIn: boolean;
  /** In which strata its households live. */
  readonly strata: readonly Stratum[];
};
export type ImportProgress = {
  readonly fileName: string;
  readonly state: 'READING' | 'STORING' | 'DONE' | 'REFUSED';
  readonly done: number;
  readonly total: number;
  readonly at: string;
};

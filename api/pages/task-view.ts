/** What the page behind a link shows, and what was typed into it. Deliberately absent: how it looks. */
import type { ApprovalState, DocumentRef, Task } from '../../domain/approval/facts.ts';
import type { Form } from '../../domain/approval/form-shape.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { Light } from '../../domain/kernel/summary.ts';
import type { PageOffer } from '../../domain/words/lists.ts';

export type PersonChoice = { readonly id: string; readonly label: string };

export type TaskFormFacts = {
  readonly nonce: string;
  readonly action: string;
  readonly offers: readonly PageOffer[];
  readonly asksScore: boolean;
  readonly asksSignature: boolean;
  /** APPLICANT, or keys of earlier steps. */
  readonly returnTo: readonly string[];
  /** Whether whoever returns it says where it goes on. */
  readonly choosesAfterwards: boolean;
  /** What the route asks for beside the link; null: the link is enough. */
  readonly asks: 'email+otp' | 'session' | null;
  /** The form that has a code sent. */
  readonly codeAction: string;
  readonly codeNonce: string;
  readonly people: readonly PersonChoice[];
  /** Phrases to choose from, the person's own or those shipped. */
  readonly presets: readonly string[];
  readonly removable: readonly PersonChoice[];
  /** Fields of the matter's form that whoever agrees fills in; what stands in them, by name; which of them may not stay empty. */
  readonly fills: Form;
  readonly shown: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
  /** How often fields were filled in so far: the page says what it showed. */
  readonly fillings: number;
  /** Fields of the applicant's that may be corrected with a supplement. */
  readonly corrects: Form;
  /** Whom a field of the form may name. */
  readonly colleagues: readonly PersonChoice[];
};

/** What the reader typed, to be shown again; `files`: what they attached, which is here already. */
export type Typed = {
  readonly files?: readonly DocumentRef[];
  readonly signature?: DocumentRef | null;
  /** Fields of the matter's form, by their names on the page. */
  readonly fields?: Readonly<Record<string, string>>;
} & Readonly<
  Partial<
    Record<
      'check' | 'code' | 'choice' | 'reason' | 'conditions' | 'score' | 'person' | 'where' | 'to' | 'afterwards' | 'pause' | 'recommends' | 'remove',
      string
    >
  >
>;

export type TaskPage = {
  readonly locale: Locale;
  readonly state: ApprovalState;
  readonly task: Task;
  readonly light: Light;
  readonly person: string;
  readonly nameOf: (person: string) => string;
  /** Present while this person may do something. */
  readonly form: TaskFormFacts | null;
  /** Where this page lives. */
  readonly path: string;
  /** The case in the console, for whoever signs in. */
  readonly caseHref: string;
  /** Documents whose file is here, by SHA-256. */
  readonly files: ReadonlySet<string>;
  readonly faults: readonly string[];
  /** What became of a code that was asked for. */
  readonly said: string | null;
  /** What this reader has just done here. */
  readonly done: PageOffer | null;
  /** Of a release before 0.3.0, whose mail names the project's number instead of digits. */
  readonly isOldLink: boolean;
  /** Documents of which there is a picture. */
  readonly previews: ReadonlySet<string>;
  readonly typed: Typed;
};

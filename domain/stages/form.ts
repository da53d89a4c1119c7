/**
 * The form of each command that people send to a stage, told as data beside the stage: what its fields are called, what to
 * write and by which document, which closed list stands behind them, and the best input that the form can take as the case
 * stands, by which it is asked whether the command is possible now (offers.ts). The compiler holds it to the command's own
 * shape: no field lacks its words, none is told that is not there. No workflow imports it. Deliberately absent: any one
 * stage's, drawing (web/projects/stages).
 */
import type { Text } from '../kernel/values.ts';
import type { RouteCode } from '../standards/route-codes.ts';
import type { Commands, CommandsOf, ProvingFile } from './commands.ts';

export type Option = { readonly value: string; readonly label: Text };
export type Options<S> = readonly Option[] | ((state: S) => readonly Option[]);

/** What a field is called and how it is filled in. Its kind and bounds follow from the command's shape. */
type Told<S> = {
  readonly label: Text;
  readonly help?: Text;
  /** 依据文号: the document that asks for it. */
  readonly basis?: string;
  readonly unit?: Text;
  /** May not be left empty although the shape lets it be. */
  readonly needed?: true;
  /** A closed list, or what may be chosen as the case stands; in `code` fields nothing else may be typed. */
  readonly options?: Options<S>;
  /** Somebody of the programme. */
  readonly person?: true;
  /** One line of text. */
  readonly short?: true;
};

type Within<V, S> = V extends ProvingFile
  ? unknown
  : V extends readonly (infer E)[]
    ? E extends ProvingFile
      ? unknown
      : E extends object
        ? { readonly fields: FieldsTold<E, S> }
        : unknown
    : V extends object
      ? string extends keyof V
        ? { readonly options: Options<S> }
        : { readonly fields: FieldsTold<V, S> }
      : unknown;
/** Every field of `V`, and no other. Null: one that may be left out, and is taken of clients of earlier releases alone. */
export type FieldsTold<V, S> = {
  readonly [K in keyof V]-?: (Told<S> & Within<NonNullable<V[K]>, S>) | (undefined extends V[K] ? null : never);
};

/** What proves the act needs no words of its own: it has those of every act (PROOF). */
type Proving<T> = Omit<T, 'files'> & (T extends { readonly files: infer P } ? { readonly files?: P } : unknown);
export const PROOF: FieldForm = { label: { zh: '佐证材料', en: 'Files that prove it' } };

/** `V`: the command without its type, as it is decided. `F`: those of its fields that a person fills in. */
export type CommandTold<V, F, S> = {
  /** As its button says it. */
  readonly name: Text;
  /** Of a stage with many: acts of one group stand together under it. */
  readonly group?: Text;
  /** What it is for, and by which rule. */
  readonly how?: Text;
  /** It cannot be taken back: what follows, said before it is done. */
  readonly final?: Text;
  /** The field whose rows may be pasted from a table: clerks have rosters in one. */
  readonly paste?: keyof F & string;
  readonly fields: Proving<FieldsTold<F, S>>;
  /** Routes by which it asks for an approval: their papers come with it (papers-asked.ts). Several: its content decides which. */
  readonly asks?: readonly RouteCode[];
  /** The best input that the form can take as the case stands. `today`: Asia/Shanghai; `me`: whoever looks. */
  readonly probe: (state: S, today: string, me: string) => V;
  /** Why nothing can be chosen; null: something can. */
  readonly nothing?: (state: S) => Text | null;
  /** What stands in the form when it is opened. */
  readonly start?: (state: S, today: string) => { readonly [K in keyof F]?: unknown };
};

type Bare<C> = C extends unknown ? Omit<C, 'type'> : never;
type Taken<T> = T extends { readonly takes: infer F } ? keyof F : never;
/** A form for every command, and for none that does not exist. */
export type FormsTold<Cs extends Commands, S> = {
  readonly [K in keyof Cs & string]: CommandTold<
    Bare<Extract<CommandsOf<Cs>, { type: K }>>,
    Pick<Bare<Extract<CommandsOf<Cs>, { type: K }>>, Taken<Cs[K]> & keyof Bare<Extract<CommandsOf<Cs>, { type: K }>>>,
    S
  >;
};

/** As the rest of the house meets them: of some stage, with a state of its own kind. */
export type Form = {
  readonly name: Text;
  readonly group?: Text;
  readonly how?: Text;
  readonly final?: Text;
  readonly paste?: string;
  readonly fields: FieldForms;
  readonly asks?: readonly RouteCode[];
  readonly probe: (state: object, today: string, me: string) => object;
  readonly nothing?: (state: object) => Text | null;
  readonly start?: (state: object, today: string) => object;
};
export type FieldForm = Told<object> & { readonly fields?: FieldForms };
export type FieldForms = Readonly<Record<string, FieldForm | null>>;
export type Forms = Readonly<Record<string, Form>>;

/** Declares the forms of a stage: `stageForms<State, typeof commands>()({ … })`. */
export const stageForms =
  <S extends object, Cs extends Commands>() =>
  (told: FormsTold<Cs, S>): Forms => {
    const forms: unknown = told;
    return forms as Forms; // asked with states of its own stage alone (stage-page.ts)
  };

/** The members of a closed list with their words. */
export const optionsOf = <K extends string>(
  words: Readonly<Record<K, Text>>,
  keys: readonly K[] = Object.keys(words) as K[], // its own
): readonly Option[] => keys.map((value) => ({ value, label: words[value] }));
/** Hash of nothing that anybody handed in, for probes. */
export const NO_FILE = { title: '—', sha256: 'f'.repeat(64) } as const;

/** Every act asks for what proves it, in words of its own or in those of all. */
export const proving = (forms: Forms): Forms =>
  Object.fromEntries(Object.entries(forms).map(([type, form]) => [type, { ...form, fields: { ...form.fields, files: form.fields.files ?? PROOF } }]));

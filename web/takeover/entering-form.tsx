/**
 * What happened on paper, to be entered or to be corrected: its kind, what it rests on, what it holds, its scans; and of one on
 * record the reason, or that it is taken away. The same for a fact of a project and a paper of its programme, which differ in
 * their kinds alone.
 */
import { Select, type SelectProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TakenFact } from '../../domain/taken-fact/kinds.ts';
import type { ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import { useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { type Fields, SideForm, useFields } from '../parts/form.tsx';
import { useWaiting } from '../parts/upload.tsx';
import { FactBody, ReasonOf, TakeAway } from './fact-body.tsx';
import type { OptionSource } from './options.ts';
import { blankOf, type FactValues, fieldOfFault, isKnown, lackingIn, typedOf } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

/** As the forms of both are opened. */
export type Entering<T> = {
  readonly title: string;
  readonly submit: string;
  /** On record, to be corrected: its kind stays, and a reason is asked for. */
  readonly was?: T;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onCancel: () => void;
  /** Null: it is taken away. */
  readonly onSubmit: (entered: T | null, reason: string) => void;
};

type Props<T> = Entering<T> & {
  /** Where nothing is on record yet. */
  readonly start: FactValues;
  /** Null: its kind was not chosen. */
  readonly ofTyped: (typed: FactValues) => T | null;
  readonly options: OptionSource;
  readonly kinds: (fields: Fields<FactValues>) => ReactNode;
};

export function EnteringForm<T extends TakenFact | ProgrammePaper>(props: Props<T>): ReactNode {
  const { title, submit, was, busy, problem, onCancel, onSubmit, start, ofTyped, options, kinds } = props;
  const words = useWords(TAKEOVER_WORDS);
  const { waits, onBusy } = useWaiting();
  const fields = useFields<FactValues>({
    initial: was === undefined ? start : { ...typedOf(was), fields: { ...blankOf(was.kind), ...typedOf(was).fields } },
    check: (values) => ({
      ...(values.gone ? {} : lackingIn(values, words.needed)),
      ...(was !== undefined && values.reason.trim() === '' ? { reason: words.needed } : {}),
    }),
  });
  const values = fields.getValues();
  const hand = (typed: FactValues): void => {
    const entered = ofTyped(typed);
    if (typed.gone || entered !== null) onSubmit(typed.gone ? null : entered, typed.reason.trim());
  };
  return (
    <SideForm
      opened
      title={title}
      fields={fields}
      busy={busy}
      problem={problem}
      submit={submit}
      disabled={waits}
      onCancel={onCancel}
      onSubmit={hand}
      fieldOf={fieldOfFault}
    >
      {was === undefined ? kinds(fields) : <TakeAway fields={fields} />}
      {isKnown(values.kind) && !values.gone && <FactBody fields={fields} options={options} correcting={was !== undefined} onBusy={onBusy} />}
      {was !== undefined && <ReasonOf fields={fields} />}
    </SideForm>
  );
}

/** Another kind has other fields: what was typed into those of the one before goes. */
export function KindSelect({ fields, ...select }: Pick<SelectProps, 'data' | 'searchable'> & { readonly fields: Fields<FactValues> }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const { kind: chosen } = fields.getValues();
  return (
    <Select
      label={words.kind}
      required
      placeholder={words.choosePlease}
      {...select}
      {...fields.getInputProps('kind')}
      value={chosen === '' ? null : chosen}
      onChange={(kind) => {
        fields.clearErrors();
        fields.setValues({ kind: kind ?? '', fields: blankOf(kind ?? '') });
      }}
    />
  );
}

/** One paper of the programme itself, to be entered or to be corrected. */
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { PAPER_KINDS, type ProgrammePaper } from '../../domain/taken-fact/programme-papers.ts';
import { useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { SideForm, useFields } from '../parts/form.tsx';
import { useWaiting } from '../parts/upload.tsx';
import { FactBody, ReasonOf, TakeAway } from './fact-body.tsx';
import type { OptionSource } from './fact-field.tsx';
import { blankOf, EMPTY_FACT, type FactValues, fieldOfFault, isKnown, lackingIn, paperOfTyped, typedOf } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Props = {
  readonly title: string;
  readonly submit: string;
  /** On record, to be corrected: its kind stays, and a reason is asked for. */
  readonly was?: ProgrammePaper;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onCancel: () => void;
  /** Null: it is taken away. */
  readonly onSubmit: (paper: ProgrammePaper | null, reason: string) => void;
};

/** A paper of the programme asks for none of what a project knows. */
const NO_OPTIONS: OptionSource = { choices: { milestone: [], rules: [], step: [] }, stages: [] };

export function PaperForm({ title, submit, was, busy, problem, onCancel, onSubmit }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const { waits, onBusy } = useWaiting();
  const fields = useFields<FactValues>({
    initial: was === undefined ? EMPTY_FACT : { ...typedOf(was), fields: { ...blankOf(was.kind), ...typedOf(was).fields } },
    check: (values) => ({
      ...(values.gone ? {} : lackingIn(values, words.needed)),
      ...(was !== undefined && values.reason.trim() === '' ? { reason: words.needed } : {}),
    }),
  });
  const values = fields.getValues();
  const hand = (typed: FactValues): void => {
    const paper = paperOfTyped(typed);
    if (typed.gone || paper !== null) onSubmit(typed.gone ? null : paper, typed.reason.trim());
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
      {was === undefined ? (
        <Select
          label={words.kind}
          required
          placeholder={words.choosePlease}
          data={Object.entries(PAPER_KINDS).map(([value, { zh, en }]) => ({ value, label: say({ zh, en }) }))}
          {...fields.getInputProps('kind')}
          value={values.kind === '' ? null : values.kind}
          onChange={(kind) => {
            fields.clearErrors();
            fields.setValues({ kind: kind ?? '', fields: blankOf(kind ?? '') });
          }}
        />
      ) : (
        <TakeAway fields={fields} />
      )}
      {isKnown(values.kind) && !values.gone && <FactBody fields={fields} options={NO_OPTIONS} correcting={was !== undefined} onBusy={onBusy} />}
      {was !== undefined && <ReasonOf fields={fields} />}
    </SideForm>
  );
}

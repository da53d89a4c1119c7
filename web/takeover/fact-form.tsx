/** One fact of those that happened on paper: its kind, what it rests on, what it holds, its scans. To be entered, or to be corrected. */
import { Fieldset, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FACT_KINDS, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { SideForm, useFields } from '../parts/form.tsx';
import { useWaiting } from '../parts/upload.tsx';
import { FactBody, ReasonOf, TakeAway } from './fact-body.tsx';
import type { Takeover } from './facts.ts';
import { blankOf, EMPTY_FACT, type FactValues, factOfTyped, fieldOfFault, isKind, lackingIn, typedOf } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Props = {
  readonly takeover: Takeover;
  readonly title: string;
  readonly submit: string;
  /** Chosen before the form was opened. */
  readonly kind?: string;
  /** On record, to be corrected: its kind stays, and a reason is asked for. */
  readonly was?: TakenFact;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onCancel: () => void;
  /** Null: it is taken away. */
  readonly onSubmit: (fact: TakenFact | null, reason: string) => void;
};

const startOf = (kind: string | undefined): FactValues =>
  kind !== undefined && isKind(kind) ? { ...EMPTY_FACT, kind, fields: blankOf(kind) } : EMPTY_FACT;

export function FactForm({ takeover, title, submit, kind, was, busy, problem, onCancel, onSubmit }: Props): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const { waits, onBusy } = useWaiting();
  const fields = useFields<FactValues>({
    initial: was === undefined ? startOf(kind) : { ...typedOf(was), fields: { ...blankOf(was.kind), ...typedOf(was).fields } },
    check: (values) => ({
      ...(values.gone ? {} : lackingIn(values, words.needed)),
      ...(was !== undefined && values.reason.trim() === '' ? { reason: words.needed } : {}),
    }),
  });
  const values = fields.getValues();
  const hand = (typed: FactValues): void => {
    const fact = factOfTyped(typed);
    if (typed.gone || fact !== null) onSubmit(typed.gone ? null : fact, typed.reason.trim());
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
      {was === undefined && <KindChoice takeover={takeover} fields={fields} />}
      {was !== undefined && <TakeAway fields={fields} />}
      {isKind(values.kind) && !values.gone && <FactBody fields={fields} options={takeover} correcting={was !== undefined} onBusy={onBusy} />}
      {was !== undefined && <ReasonOf fields={fields} />}
    </SideForm>
  );
}

/** By stage, in the order in which things happen. */
function KindChoice({ takeover, fields }: { readonly takeover: Takeover; readonly fields: ReturnType<typeof useFields<FactValues>> }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const kinds = Object.entries(FACT_KINDS);
  const group = (stage: string | null, name: string) => ({
    group: name,
    items: kinds.filter(([, told]) => told.stage === stage).map(([value, { zh, en }]) => ({ value, label: say({ zh, en }) })),
  });
  return (
    <Fieldset variant="unstyled">
      <Select
        label={words.kind}
        required
        searchable
        placeholder={words.choosePlease}
        data={[...takeover.stages.map(({ stage, name }) => group(stage, say(name))), group(null, words.wholeProject)].filter(
          ({ items }) => items.length > 0,
        )}
        {...fields.getInputProps('kind')}
        value={fields.getValues().kind === '' ? null : fields.getValues().kind}
        onChange={(kind) => {
          fields.clearErrors();
          fields.setValues({ kind: kind ?? '', fields: blankOf(kind ?? '') });
        }}
      />
      {fields.getValues().kind === '' && (
        <Text size="sm" c="dimmed" mt="xs">
          {words.noFactsNext}
        </Text>
      )}
    </Fieldset>
  );
}

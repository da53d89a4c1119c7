/** One fact of those that happened on paper in a project, to be entered or to be corrected. */
import { Fieldset, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FACT_KINDS, type TakenFact } from '../../domain/taken-fact/kinds.ts';
import { useSay, useWords } from '../app/locale.tsx';
import type { Fields } from '../parts/form.tsx';
import { type Entering, EnteringForm, KindSelect } from './entering-form.tsx';
import type { Takeover } from './facts.ts';
import { blankOf, EMPTY_FACT, type FactValues, factOfTyped, isKind } from './typed.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Props = Entering<TakenFact> & {
  readonly takeover: Takeover;
  /** Chosen before the form was opened. */
  readonly kind?: string;
};

const startOf = (kind: string | undefined): FactValues =>
  kind !== undefined && isKind(kind) ? { ...EMPTY_FACT, kind, fields: blankOf(kind) } : EMPTY_FACT;

export function FactForm({ takeover, kind, ...entering }: Props): ReactNode {
  return (
    <EnteringForm
      {...entering}
      start={startOf(kind)}
      ofTyped={factOfTyped}
      options={takeover}
      kinds={(fields) => <KindChoice takeover={takeover} fields={fields} />}
    />
  );
}

/** By stage, in the order in which things happen. */
function KindChoice({ takeover, fields }: { readonly takeover: Takeover; readonly fields: Fields<FactValues> }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const kinds = Object.entries(FACT_KINDS);
  const group = (stage: string | null, name: string) => ({
    group: name,
    items: kinds.filter(([, told]) => told.stage === stage).map(([value, { zh, en }]) => ({ value, label: say({ zh, en }) })),
  });
  const groups = [...takeover.stages.map(({ stage, name }) => group(stage, say(name))), group(null, words.wholeProject)];
  return (
    <Fieldset variant="unstyled">
      <KindSelect fields={fields} searchable data={groups.filter(({ items }) => items.length > 0)} />
      {fields.getValues().kind === '' && (
        <Text size="sm" c="dimmed" mt="xs">
          {words.noFactsNext}
        </Text>
      )}
    </Fieldset>
  );
}

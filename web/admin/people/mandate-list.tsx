/** Mandates, each with what may be done about it now: agreed to by whom it waits for, ended early by whom it is for or the office. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useAct } from '../../app/acting.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { ReasonForm } from '../../parts/reason-form.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useMatters } from './choices.ts';
import { type Roster, useNames } from './facts.ts';
import { HANDING_WORDS, MANDATE_WORDS } from './handing-over-words.ts';

export type Mandate = Roster['mandates'][number];
type Acting = { readonly mandate: Mandate; readonly act: 'AGREE' | 'END' };

export function useScopeWords(programme: string): (mandate: Mandate) => string {
  const words = useWords(MANDATE_WORDS);
  const join = useJoin();
  const known = new Map(useMatters(programme).map(({ value, label }) => [value, label]));
  return ({ scope: { routes, projects } }) => {
    const parts = [...(projects ?? []), ...(routes ?? []).map((code) => known.get(code) ?? code)];
    return parts.length === 0 ? words.everything : join(parts);
  };
}

export function MandateList({ programme, mandates }: { readonly programme: string; readonly mandates: readonly Mandate[] }): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const [acting, setActing] = useState<Acting | null>(null);
  const columns = useColumns(programme, setActing);
  const close = (): void => setActing(null);
  if (mandates.length === 0) return <Text>{words.none}</Text>;
  return (
    <>
      <DataTable caption={words.title} columns={columns} rows={mandates} rowKey={({ mandate }) => mandate} />
      {acting?.act === 'AGREE' && <Agree programme={programme} mandate={acting.mandate} onClose={close} />}
      {acting?.act === 'END' && <End programme={programme} mandate={acting.mandate} onClose={close} />}
    </>
  );
}

function useDays(): (mandate: Mandate) => string {
  const words = useWords(MANDATE_WORDS);
  const say = useSay();
  return ({ from, to }) => words.days(say(dayWords(from)), say(dayWords(to)));
}

const COLOURS = { WAITING: 'heed', PLANNED: 'gray', ACTIVE: 'go' } as const;

function useColumns(programme: string, onAct: (acting: Acting) => void): readonly Column<Mandate>[] {
  const words = useWords(MANDATE_WORDS);
  const handing = useWords(HANDING_WORDS);
  const name = useNames(programme);
  const days = useDays();
  const join = useJoin();
  const scope = useScopeWords(programme);
  const acting = ({ delegate, further = [] }: Mandate): string => [delegate, ...further].map(name).join(' → ');
  return [
    { key: 'number', name: words.number, show: ({ mandate }) => mandate, value: ({ mandate }) => mandate },
    { key: 'principal', name: words.principal, show: ({ principal }) => name(principal), value: ({ principal }) => name(principal) },
    { key: 'delegate', name: words.delegate, show: (mandate) => acting(mandate), value: (mandate) => acting(mandate) },
    {
      key: 'when',
      name: words.when,
      show: (mandate) => (
        <>
          {days(mandate)}
          {mandate.meets.length > 0 && (
            <Text component="span" display="block" size="sm" c="dimmed">
              {words.meets(join(mandate.meets))}
            </Text>
          )}
        </>
      ),
      value: days,
    },
    { key: 'which', name: words.which, show: scope, value: scope },
    { key: 'basis', name: handing.basis, show: ({ basis }) => basis, value: ({ basis }) => basis },
    {
      key: 'state',
      name: words.state,
      show: ({ status }) => (
        <Badge color={COLOURS[status]} variant="light" tt="none">
          {words[status]}
        </Badge>
      ),
      value: ({ status }) => words[status],
    },
    {
      key: 'acts',
      name: words.acts,
      show: (mandate) =>
        mandate.mayConfirm || mandate.mayEnd ? (
          <Group gap="xs" component="span" justify="flex-end">
            {mandate.status === 'WAITING' && mandate.mayConfirm && (
              <Button size="compact-md" aria-label={words.actOn(words.agree, mandate.mandate)} onClick={() => onAct({ mandate, act: 'AGREE' })}>
                {words.agree}
              </Button>
            )}
            {mandate.mayEnd && (
              <Button
                variant="default"
                size="compact-md"
                aria-label={words.actOn(mandate.status === 'ACTIVE' ? words.end : words.revoke, mandate.mandate)}
                onClick={() => onAct({ mandate, act: 'END' })}
              >
                {mandate.status === 'ACTIVE' ? words.end : words.revoke}
              </Button>
            )}
          </Group>
        ) : (
          ''
        ),
    },
  ];
}

type ActProps = { readonly programme: string; readonly mandate: Mandate; readonly onClose: () => void };

function Agree({ programme, mandate, onClose }: ActProps): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const name = useNames(programme);
  const days = useDays();
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.agreed);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.agreeTitle}
      consequence={words.agreeText(name(mandate.delegate), name(mandate.principal), days(mandate))}
      act={words.agree}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: programme } }, body: { type: 'ConfirmMandate', mandate: mandate.mandate } })}
    />
  );
}

function End({ programme, mandate, onClose }: ActProps): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const name = useNames(programme);
  const tell = useTell();
  const begun = mandate.status === 'ACTIVE';
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return (
    <ReasonForm
      title={begun ? words.endTitle : words.revokeTitle}
      lead={begun ? words.endText(name(mandate.delegate), name(mandate.principal)) : words.revokeText}
      submit={begun ? words.end : words.revoke}
      busy={act.isPending}
      problem={act.error}
      onCancel={onClose}
      onSubmit={(reason) => act.mutate({ params: { path: { id: programme } }, body: { type: 'RevokeMandate', mandate: mandate.mandate, reason } })}
    />
  );
}

/** Another version of the tree of units, written as a list: units that people of the programme belong to stand in it at first. */
import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { useWords } from '../../app/locale.tsx';
import { FaultSummary } from '../../parts/faults.tsx';
import { useTell } from '../../parts/tell.tsx';
import { useOthers } from './choices.ts';
import type { Roster } from './facts.ts';
import { HANDING_WORDS } from './handing-over-words.ts';
import type { Unit } from './unit-tree.ts';
import { UNIT_WORDS } from './unit-words.ts';

type Props = { readonly programme: string; readonly roster: Roster; readonly onClose: () => void };
const EMPTY: Unit = { unit: '', parent: null, head: null, deputy: null };

export function ProposeUnits({ programme, roster, onClose }: Props): ReactNode {
  const words = useWords(UNIT_WORDS);
  const handing = useWords(HANDING_WORDS);
  const tell = useTell();
  const { version, units: held } = roster.units;
  const known = [...new Set(roster.people.flatMap(({ unit, leftAt }) => (leftAt === null && unit !== '' ? [unit] : [])))].sort();
  const [units, setUnits] = useState<readonly Unit[]>(held.length > 0 ? held : known.map((unit) => ({ ...EMPTY, unit })));
  const [basis, setBasis] = useState('');
  const people = useOthers(roster, []);
  const act = useAct('/api/v1/programme/{id}/commands', {
    onDone() {
      tell.done(words.proposed);
      onClose();
    },
  });
  const change = (index: number, next: Unit): void => {
    const was = units[index]?.unit;
    // Whatever stood below goes with its name.
    setUnits(units.map((one, n) => (n === index ? next : one.parent === was ? { ...one, parent: next.unit } : one)));
  };
  const names = units.map(({ unit }) => unit);
  const body = {
    type: 'ProposeUnits' as const,
    replaces: version,
    basis: basis.trim(),
    units: units.map((one) => ({ ...one, unit: one.unit.trim() })),
  };
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.change}</Title>
      <Text mb="sm">{words.writeLead}</Text>
      <Stack>
        {units.map((unit, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit is called while it is typed
          <Fragment key={index}>
            <UnitRow
              unit={unit}
              index={index}
              units={names}
              people={people}
              onChange={(next) => change(index, next)}
              onRemove={() => setUnits(units.filter((_, n) => n !== index))}
            />
          </Fragment>
        ))}
        <Button variant="default" w="fit-content" onClick={() => setUnits([...units, EMPTY])}>
          {words.add}
        </Button>
        <TextInput
          label={handing.basis}
          description={handing.basisHint}
          required
          maxLength={200}
          autoComplete="off"
          value={basis}
          onChange={(event) => setBasis(event.currentTarget.value)}
        />
        <FaultSummary problem={act.error} />
        <Group>
          <Button
            loading={act.isPending}
            disabled={basis.trim() === '' || units.length === 0}
            onClick={() => act.mutate({ params: { path: { id: programme } }, body })}
          >
            {words.propose}
          </Button>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

type RowProps = {
  readonly unit: Unit;
  readonly index: number;
  readonly units: readonly string[];
  readonly people: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (unit: Unit) => void;
  readonly onRemove: () => void;
};

/** One unit while a version is written. */
function UnitRow({ unit, index, units, people, onChange, onRemove }: RowProps): ReactNode {
  const words = useWords(UNIT_WORDS);
  const label = words.nth(index + 1);
  const pick = { clearable: true, searchable: true, style: { flex: '1 1 180px' } } as const;
  return (
    <Group align="flex-end" gap="xs" role="group" aria-label={label}>
      <TextInput
        label={words.unit}
        withAsterisk
        value={unit.unit}
        maxLength={100}
        autoComplete="off"
        style={{ flex: '1 1 200px' }}
        onChange={(event) => onChange({ ...unit, unit: event.currentTarget.value })}
      />
      <Select
        label={words.parent}
        {...pick}
        data={units.filter((other) => other !== unit.unit && other !== '')}
        value={unit.parent}
        onChange={(parent) => onChange({ ...unit, parent })}
      />
      <Select label={words.head} {...pick} data={[...people]} value={unit.head} onChange={(head) => onChange({ ...unit, head })} />
      <Select label={words.deputy} {...pick} data={[...people]} value={unit.deputy} onChange={(deputy) => onChange({ ...unit, deputy })} />
      <Button variant="subtle" aria-label={words.removeNth(index + 1)} onClick={onRemove}>
        {words.remove}
      </Button>
    </Group>
  );
}

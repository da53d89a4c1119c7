/** Limits that run: of the step, of the whole handling, of what was accepted as missing; each with its pauses and in both readings. */
import { Card, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PAUSE_WORDS } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { limitWords } from '../../../domain/words/limits.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { DueIn } from '../../parts/approval-due.tsx';
import { type Case, useCase } from './facts.ts';
import { CASE_WORDS } from './words.ts';

type Clock = NonNullable<Case['clocks']['step']>;
const isPause = (code: string): code is keyof typeof PAUSE_WORDS => Object.hasOwn(PAUSE_WORDS, code);

export function Clocks(): ReactNode {
  const words = useWords(CASE_WORDS);
  const { clocks } = useCase();
  const all = (
    [
      [words.stepClock, clocks.step],
      [words.wholeClock, clocks.handling],
      [words.deficiency, clocks.missing],
    ] as const
  ).flatMap(([name, clock]) => (clock === null ? [] : [{ name, clock }]));
  return (
    <Card withBorder component="section" aria-labelledby="clock-title">
      <Title order={2} id="clock-title" mb="sm">
        {words.clock}
      </Title>
      {all.length === 0 && <Text c="dimmed">{words.noClock}</Text>}
      <Stack>
        {all.map(({ name, clock }) => (
          <OneClock key={name} name={name} clock={clock} />
        ))}
      </Stack>
    </Card>
  );
}

function OneClock({ name, clock }: { readonly name: string; readonly clock: Clock }): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const day = (iso: string): string => say(dayWords(iso));
  const { from, limit, dueOn, provisional, used, left, withoutPauses, pauses } = clock;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.limitName, words.limitFrom(say(limitWords(limit)), day(from))],
    [words.dueName, dueOn === null ? words.standsNow : `${day(dueOn)}${provisional ? words.provisional : ''}`],
    ...(pauses.length === 0 || withoutPauses === null ? [] : [[words.withoutPauses, day(withoutPauses)] as const]),
    ...(used === null ? [] : [[words.usedName, words.used(used)] as const]),
    ...(pauses.length === 0
      ? []
      : [
          [
            words.pauses,
            <Stack key="pauses" gap={2}>
              {pauses.map((pause) => (
                <span key={pause.from}>
                  {words.pauseSpan(day(pause.from), pause.to === null ? words.untilNow : day(pause.to))} ·{' '}
                  {isPause(pause.reason) ? say(PAUSE_WORDS[pause.reason]) : pause.reason}
                </span>
              ))}
            </Stack>,
          ] as const,
        ]),
  ];
  return (
    <div>
      <Text fw={600} mb={4} component="div">
        {name} <DueIn due={{ dueOn, daysLeft: left, standing: null }} />
      </Text>
      <Table layout="auto" withRowBorders={false} verticalSpacing={3} horizontalSpacing={0}>
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400} c="dimmed" pe="sm" style={{ verticalAlign: 'top', textAlign: 'start' }}>
                {label}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

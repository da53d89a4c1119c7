/** Effects against the programme's targets, an indicator a line. */
import { Badge, Progress as Bar, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { money, shortMoney } from '../../domain/words/money.ts';
import { useSay, useWords } from '../app/locale.tsx';
import type { Progress } from '../parts/progress.ts';
import { type Column, DataTable } from '../parts/table.tsx';
import { percentOf, useNumber } from './figures.tsx';
import { PROGRAMME_WORDS } from './words.ts';

type Effect = Progress['effects'][number];
/** Points are full at the target. */
const isReached = ({ have, of, targetPercent }: Effect): boolean => of > 0 && have * 100 >= of * targetPercent;

export function Effects({ found }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const number = useNumber();
  /** In a file sums are exact. */
  const told = ({ key, have, of }: Effect, sum = money): string => {
    if (of <= 0) return words.nothingToCount;
    return key === 'BUDGET' ? `${say(sum(have))} / ${say(sum(of))}` : `${number(have)} / ${number(of)}`;
  };
  const columns: readonly Column<Effect>[] = [
    { key: 'name', name: words.indicator, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    {
      key: 'have',
      name: words.have,
      show: (effect) => (
        <Stack gap={4} miw={140}>
          <Text size="sm">
            {told(effect, shortMoney)}
            {effect.of > 0 && ` · ${words.share(percentOf(effect.have, effect.of))}`}
          </Text>
          {effect.of > 0 && <Bar value={percentOf(effect.have, effect.of)} aria-label={say(effect.name)} />}
        </Stack>
      ),
      value: (effect) => told(effect),
    },
    {
      key: 'target',
      name: words.target,
      show: ({ targetPercent }) => words.share(targetPercent),
      value: ({ targetPercent }) => targetPercent,
      align: 'right',
    },
    {
      key: 'reached',
      name: words.reached,
      show: (effect) =>
        effect.of <= 0 ? (
          ''
        ) : (
          <Badge color={isReached(effect) ? 'go' : 'heed'} variant="light" radius="sm" tt="none">
            {isReached(effect) ? words.reached : words.notReached}
          </Badge>
        ),
      value: (effect) => (effect.of <= 0 ? words.nothingToCount : isReached(effect) ? words.reached : words.notReached),
    },
  ];
  return <DataTable caption={words.effects} columns={columns} rows={found.effects} rowKey={({ key }) => key} />;
}

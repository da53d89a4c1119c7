/** Places, money and days of a programme as three cards, each number with its target. Deliberately absent: counting. */
import { Progress as Bar, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { Money } from '../parts/money.tsx';
import type { Progress } from '../parts/progress.ts';
import classes from './programme.module.css';
import { PROGRAMME_WORDS } from './words.ts';

/** 「1,854」. */
export function useNumber(): (n: number) => string {
  const format = new Intl.NumberFormat(useLocale() === 'en' ? 'en-US' : 'zh-CN');
  return (n) => format.format(n);
}
export const percentOf = (have: number, of: number): number => (of <= 0 ? 0 : Math.min(100, Math.round((have * 100) / of)));

export function Figures({ found }: { readonly found: Progress }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md" className={classes.figures}>
      <Places found={found} />
      <MoneyCard found={found} />
      <Days found={found} />
    </SimpleGrid>
  );
}

/** `share`: percent, drawn as a bar and written beside it. */
function Figure({
  title,
  main,
  share,
  label,
  children,
}: {
  readonly title: string;
  readonly main: ReactNode;
  readonly share: number;
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  return (
    <Card withBorder component="section">
      <Stack gap={6}>
        <Title order={2}>{title}</Title>
        <Group justify="space-between" align="baseline" gap="xs">
          <Text fw={600} size="lg">
            {main}
          </Text>
          <Text c="dimmed">{words.share(share)}</Text>
        </Group>
        <Bar value={share} aria-label={label} size="md" />
        {children}
      </Stack>
    </Card>
  );
}

function Places({ found: { places } }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const number = useNumber();
  const { accepted, planned, built, perThousand, perThousandPlanned, gap, target } = places;
  return (
    <Figure title={words.places} main={words.placesOf(number(accepted), number(planned))} share={percentOf(accepted, planned)} label={words.places}>
      {built > 0 && <Text size="sm">{words.placesBuilt(number(built))}</Text>}
      <Text size="sm">{gap === 0 ? words.gapNone(number(target)) : words.gap(number(gap), number(target))}</Text>
      <Text size="sm" c="dimmed">
        {words.perThousand(perThousand, perThousandPlanned)}
      </Text>
    </Figure>
  );
}

function MoneyCard({ found: { money } }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const { paidFen, estimateFen, investmentFen, centralFen, countyFen, otherFen, lostFen } = money;
  return (
    <Figure
      title={words.money}
      main={
        <>
          {words.paid} <Money fen={paidFen} short />
        </>
      }
      share={percentOf(paidFen, estimateFen)}
      label={words.paid}
    >
      <Text size="sm">
        {words.ofEstimate} <Money fen={estimateFen} short />
      </Text>
      <Text size="sm">
        {words.investment} <Money fen={investmentFen} short />
      </Text>
      <Text size="sm" c="dimmed">
        {words.central} <Money fen={centralFen} short /> · {words.county} <Money fen={countyFen} short /> · {words.other}{' '}
        <Money fen={otherFen} short />
      </Text>
      {lostFen > 0 && (
        <Text size="sm" c="stop">
          {words.lost} <Money fen={lostFen} short />
        </Text>
      )}
    </Figure>
  );
}

function Days({ found: { days } }: { readonly found: Progress }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const share = percentOf(days.gone, days.all);
  return (
    <Figure title={words.time} main={days.left >= 0 ? words.daysLeft(days.left) : words.daysOver(-days.left)} share={share} label={words.gone(share)}>
      <Text size="sm">{words.ends(say(dayWords(days.endOn)))}</Text>
    </Figure>
  );
}

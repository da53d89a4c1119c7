/** What a stage needs: what is missing first, with why, by which document and until when; what is there behind it. */
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import type { Stage } from './facts.ts';
import { STAGE_WORDS } from './words.ts';

type Need = Stage['needs'][number];

/** A longer list stands in the way of what can be done: its rest is folded up. */
const [SHOWN, FOLDED_FROM] = [6, 8];

export function Needs({ needs }: { readonly needs: readonly Need[] }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const missing = needs.filter(({ there }) => !there);
  const there = needs.filter((need) => need.there);
  if (needs.length === 0) return null;
  const short = missing.length > FOLDED_FROM;
  return (
    <Card withBorder component="section" aria-labelledby="needs-title">
      <Group gap="sm" mb="sm">
        <Title order={2} id="needs-title">
          {words.needs}
        </Title>
        <Badge size="lg" radius="sm" tt="none" variant="light" color={missing.length === 0 ? 'go' : 'heed'}>
          {missing.length === 0 ? words.nothingMissing : words.missing(missing.length)}
        </Badge>
      </Group>
      <Stack gap="xs">
        <NeedList needs={short ? missing.slice(0, SHOWN) : missing} />
        {short && (
          <details>
            <summary>{words.showMissing(missing.length - SHOWN)}</summary>
            <Stack mt="xs">
              <NeedList needs={missing.slice(SHOWN)} />
            </Stack>
          </details>
        )}
        {there.length > 0 && (
          <details>
            <summary>{words.showThere(there.length)}</summary>
            <Stack mt="xs">
              <NeedList needs={there} />
            </Stack>
          </details>
        )}
      </Stack>
    </Card>
  );
}

function NeedList({ needs }: { readonly needs: readonly Need[] }): ReactNode {
  if (needs.length === 0) return null;
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {needs.map((need) => (
        <OneNeed key={need.key} need={need} />
      ))}
    </Stack>
  );
}

function OneNeed({ need: { what, there, value, why, basis, until } }: { readonly need: Need }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const late = until !== undefined && until < dayAt(new Date().toISOString());
  const more = [why === undefined ? '' : say(why), basis === undefined ? '' : words.basis(say(ruleWords(basis)))]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <Group component="li" gap="xs" align="flex-start" wrap="nowrap">
      <Badge
        radius="sm"
        tt="none"
        variant={there ? 'light' : 'outline'}
        color={there ? 'go' : late ? 'stop' : 'heed'}
        style={{ flex: 'none' }}
        mt={2}
      >
        {there ? words.there : words.lacking}
      </Badge>
      <div>
        <Text fw={500} className="sentence">
          {say(what)}
          {value !== undefined && (
            <Text component="span" fw={400}>
              {'　'}
              {say(value)}
            </Text>
          )}
        </Text>
        {until !== undefined && (
          <Text size="sm" {...(late ? { c: 'stop' } : {})}>
            {late ? words.late(say(dayWords(until))) : words.until(say(dayWords(until)))}
          </Text>
        )}
        {more !== '' && (
          <Text size="sm" c="dimmed" className="sentence">
            {more}
          </Text>
        )}
      </div>
    </Group>
  );
}

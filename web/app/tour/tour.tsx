/**
 * The tour of the example, beside the pages and never over them: nothing is hidden or locked, the focus is where the person
 * put it, Esc within it closes it. It is offered where the
 * example is alone, at the start page, until a person closes it; the account menu opens it again.
 */
import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { startPaths } from '../../start/paths.ts';
import { useSay, useWords } from '../locale.tsx';
import { recall, remember } from '../memory.ts';
import { useMe } from '../session.tsx';
import { useAsked, useOnExample } from './on-example.ts';
import { TOURS, tourRole } from './steps.ts';
import classes from './tour.module.css';
import { TOUR_WORDS } from './words.ts';

const keyOf = (person: string): string => `tour.${person}`;
/** The step at which somebody is; null: they closed it. */
const keptStep = (person: string, most: number): number | null => {
  const kept = recall(keyOf(person));
  if (kept === 'CLOSED') return null;
  return typeof kept === 'number' && Number.isInteger(kept) && kept >= 0 && kept < most ? kept : 0;
};

export function Tour(): ReactNode {
  const onExample = useOnExample();
  return onExample ? <Steps /> : null;
}

function Steps(): ReactNode {
  const words = useWords(TOUR_WORDS);
  const say = useSay();
  const me = useMe();
  const router = useRouter();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const steps = TOURS[tourRole(me)];
  const [at, setAt] = useState(() => keptStep(me.person, steps.length));
  const again = useAsked();
  const go = (next: number | null): void => {
    setAt(next);
    remember(keyOf(me.person), next ?? 'CLOSED');
    const href = next === null ? undefined : steps[next]?.href;
    if (href !== undefined) void router.navigate({ href });
  };
  useEffect(() => {
    if (again === 0) return;
    setAt(0);
    remember(keyOf(me.person), 0);
    void router.navigate({ href: startPaths.start() });
  }, [again, me.person, router]);
  const step = at === null ? undefined : steps[at];
  // It begins where a person begins, and not over a case that a mail led to.
  if (at === null || step === undefined || (at === 0 && path !== startPaths.start())) return null;
  const last = at === steps.length - 1;
  return (
    <Paper
      component="aside"
      withBorder
      shadow="md"
      p="md"
      className={classes.tour}
      aria-label={words.tour}
      onKeyDown={(event) => event.key === 'Escape' && go(null)}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          {words.of(at + 1, steps.length)}
        </Text>
        <CloseButton aria-label={words.close} title={words.close} onClick={() => go(null)} />
      </Group>
      <div aria-live="polite">
        <Text fw={700}>{say(step.title)}</Text>
        <Text size="sm">{say(step.text)}</Text>
      </div>
      <Group justify="flex-end" mt="sm">
        {at > 0 && (
          <Button variant="default" size="compact-md" onClick={() => go(at - 1)}>
            {words.back}
          </Button>
        )}
        <Button size="compact-md" onClick={() => go(last ? null : at + 1)}>
          {last ? words.end : words.next}
        </Button>
      </Group>
    </Paper>
  );
}

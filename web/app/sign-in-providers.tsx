/**
 * Accounts elsewhere by which one signs in here, each a button. An address with `via` (of a notice in that app) goes there by
 * itself, once. In the dialog over an open page they say that it is left by them. Deliberately absent: what became of it (sign-in-outcome.tsx).
 */
import { Button, Divider, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { FaultSummary } from '../parts/faults.tsx';
import { useAct } from './acting.ts';
import type { AnswerOf } from './client.ts';
import { useSay, useWords } from './locale.tsx';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

type Provider = AnswerOf<'/api/v1/sign-in'>['providers'][number];

/** Where one goes on: the page that is open, without what was said of signing in. */
function here(): string {
  const url = new URL(window.location.href);
  for (const name of ['sign-in', 'via']) url.searchParams.delete(name);
  const to = `${url.pathname}${url.search}`;
  return to.length > 500 ? '/' : to;
}

type Props = {
  readonly providers: readonly Provider[];
  /** Over an open page, which is left by it and come back to: never by itself. */
  readonly over?: boolean;
};

export function ProviderButtons({ providers, over = false }: Props): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const say = useSay();
  const going = useAct('/api/v1/sign-in/with/{provider}', { quiet: true, onDone: ({ url }) => window.location.assign(url) });
  const go = ({ id }: Provider): void => going.mutate({ params: { path: { provider: id } }, body: { to: here() } });
  const asked = new URLSearchParams(window.location.search).get('via');
  const via = over ? undefined : providers.find(({ id }) => id === asked);
  const gone = useRef(false);
  useEffect(() => {
    if (via === undefined || gone.current) return;
    gone.current = true;
    go(via);
  });
  if (providers.length === 0) return null;
  return (
    <Stack mt="md" gap="xs">
      <Divider label={words.or} />
      {over && <Text size="sm">{words.leavesPage}</Text>}
      <FaultSummary problem={going.error} />
      {via !== undefined && going.error === null && <Text role="status">{words.goingTo(say(via.name))}</Text>}
      {providers.map((provider) => (
        <Button key={provider.id} variant="default" disabled={going.isPending || going.isSuccess} onClick={() => go(provider)}>
          {words.with(say(provider.name))}
        </Button>
      ))}
    </Stack>
  );
}

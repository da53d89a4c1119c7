/** Accounts elsewhere by which a person signs in: bound, and unbound. Deliberately absent: signing in by one (web/app). */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FaultSummary } from '../parts/faults.tsx';
import { Asked } from '../parts/states.tsx';
import { useTell } from '../parts/tell.tsx';
import { Moment } from '../parts/when.tsx';
import { mePaths } from './paths.ts';
import { told } from './told.ts';
import { ACCOUNT_WORDS } from './words.ts';

type Account = AnswerOf<'/api/v1/me/accounts'>['items'][number];
type Provider = AnswerOf<'/api/v1/sign-in'>['providers'][number];

/** Nothing where the county has switched none on, and nobody has one left. */
export function Accounts(): ReactNode {
  const ways = useQuery(reading('/api/v1/sign-in'));
  const bound = useQuery(reading('/api/v1/me/accounts'));
  if (ways.data?.providers.length === 0 && bound.data?.items.length === 0) return null;
  return <AccountCard providers={ways.data?.providers ?? []} bound={bound} />;
}

type CardProps = { readonly providers: readonly Provider[]; readonly bound: Parameters<typeof Asked<AnswerOf<'/api/v1/me/accounts'>>>[0]['query'] };

function AccountCard({ providers, bound }: CardProps): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const say = useSay();
  const [removing, setRemoving] = useState<Account | null>(null);
  const going = useAct('/api/v1/me/accounts/bind', { quiet: true, onDone: ({ url }) => window.location.assign(url) });
  const nameOf = (id: string): string => {
    const known = providers.find((provider) => provider.id === id);
    return known === undefined ? id : say(known.name);
  };
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.accounts}</Title>
      <Text c="dimmed" mb="sm">
        {words.accountsLead}
      </Text>
      <Stack>
        <FaultSummary problem={told(going.error)} />
        <Asked query={bound}>
          {({ items }) => (
            <>
              {items.length === 0 && <Text>{words.noAccounts}</Text>}
              {items.map((account) => (
                <Group key={account.id} justify="space-between">
                  <Text>
                    {nameOf(account.provider)} · {words.boundSince} <Moment at={account.boundAt} />
                  </Text>
                  <Button
                    variant="default"
                    size="compact-md"
                    aria-label={words.unbindNamed(nameOf(account.provider))}
                    onClick={() => setRemoving(account)}
                  >
                    {words.unbind}
                  </Button>
                </Group>
              ))}
              <Group>
                {providers
                  .filter(({ id }) => items.every(({ provider }) => provider !== id))
                  .map(({ id, name }) => (
                    <Button
                      key={id}
                      variant="default"
                      disabled={going.isPending || going.isSuccess}
                      onClick={() => going.mutate({ body: { provider: id, to: mePaths.me() } })}
                    >
                      {words.bind(say(name))}
                    </Button>
                  ))}
              </Group>
            </>
          )}
        </Asked>
      </Stack>
      {removing !== null && <Unbind account={removing} name={nameOf(removing.provider)} onClose={() => setRemoving(null)} />}
    </Card>
  );
}

function Unbind({ account, name, onClose }: { readonly account: Account; readonly name: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/me/accounts/{account}/remove', {
    onDone() {
      tell.done(words.unbound);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.unbindTitle(name)}
      consequence={words.unbindConsequence(name)}
      act={words.unbind}
      grave
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { account: account.id } } })}
    />
  );
}

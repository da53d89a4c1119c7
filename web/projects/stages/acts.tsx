/** What this person may do in a stage: possible acts as buttons, each with its form; what would be refused, with its reason and all that is missing. The open act stands in the address. */
import { Alert, Button, Card, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import type { StageQuery } from '../paths.ts';
import { StageActForm } from './act-form.tsx';
import type { Act, Acting } from './facts.ts';
import { grouped } from './grouped.ts';
import { STAGE_WORDS } from './words.ts';

/** `hrefOf`: the address of their page, with what stands in it. */
type Props = { readonly found: Acting; readonly query: StageQuery; readonly hrefOf: (query: StageQuery) => string };

/** Whoever only reads is shown no list of what others may do. */
const isOthers = ({ refused }: Act): boolean => refused?.code === 'NOT_YOURS' || refused?.code === 'OWN_PROJECT';

export function StageActs({ found, query, hrefOf }: Props): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const router = useRouter();
  const [done, setDone] = useState<string | null>(null);
  const possible = found.acts.filter(({ refused }) => refused === null);
  // What waits for its turn as a whole, or is over, is told once above; each act would say the same again.
  const notNow = found.status === 'OPEN' ? found.acts.filter((act) => act.refused !== null && !isOthers(act)) : [];
  const groups = grouped(possible);
  const open = possible.find(({ type }) => type === query.act);
  const choose = (act: string | undefined): void =>
    void router.navigate({
      href: hrefOf({ ...(query.tab === undefined ? {} : { tab: query.tab }), ...(act === undefined ? {} : { act }) }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Card withBorder component="section" id="acts" aria-labelledby="acts-title">
      <Title order={2} id="acts-title" mb="sm">
        {words.acts}
      </Title>
      <Stack gap="sm">
        {done !== null && (
          <Alert color="go" variant="outline" role="status">
            {words.recorded(done)}
          </Alert>
        )}
        {possible.length === 0 && <Text c="dimmed">{found.status === 'DONE' ? words.noActsDone : words.noActs}</Text>}
        {groups.map(({ name: heading, items }) => (
          <section key={heading?.en ?? ''} aria-label={heading === null ? words.acts : say(heading)}>
            {groups.length > 1 && (
              <Text size="sm" c="dimmed" fw={500} mb={4}>
                {heading === null ? words.otherActs : say(heading)}
              </Text>
            )}
            <Group gap="xs">
              {items.map(({ type, name }) => (
                <Button
                  key={type}
                  variant={open?.type === type ? 'filled' : 'default'}
                  aria-expanded={open?.type === type}
                  onClick={() => choose(open?.type === type ? undefined : type)}
                >
                  {say(name)}
                </Button>
              ))}
            </Group>
            {open !== undefined && items.includes(open) && (
              <Paper withBorder p="sm" mt="xs">
                <StageActForm
                  key={open.type}
                  found={found}
                  act={open}
                  onClose={() => choose(undefined)}
                  onDone={() => {
                    setDone(say(open.name));
                    choose(undefined);
                  }}
                />
              </Paper>
            )}
          </section>
        ))}
        {notNow.length > 0 && <NotNow acts={notNow} folded={grouped(found.acts).length > 1} />}
      </Stack>
    </Card>
  );
}

/** Each stays, disabled, with its reason in words that can be read without hovering. */
function NotNow({ acts, folded }: { readonly acts: readonly Act[]; readonly folded: boolean }): ReactNode {
  const words = useWords(STAGE_WORDS);
  if (folded)
    return (
      <details>
        <summary>{words.showNotNow(acts.length)}</summary>
        <Refused acts={acts} />
      </details>
    );
  return (
    <section aria-label={words.notNow}>
      <Title order={3} size="h4" mb="xs">
        {words.notNow}
      </Title>
      <Refused acts={acts} />
    </section>
  );
}

/** Acts that wait for the same stand together, and it is said once. */
function alike(acts: readonly Act[]): readonly (readonly [Act, ...Act[]])[] {
  const byReason = new Map<string, [Act, ...Act[]]>();
  for (const act of acts) {
    const { refused } = act;
    const reason = [refused?.message.en, ...(refused?.faults ?? []).map(({ en }) => en)].join('\n');
    const known = byReason.get(reason);
    if (known === undefined) byReason.set(reason, [act]);
    else known.push(act);
  }
  return [...byReason.values()];
}

function Refused({ acts }: { readonly acts: readonly Act[] }): ReactNode {
  const say = useSay();
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {alike(acts).map((same) => {
        const [{ type: first, refused }] = same;
        return (
          <li key={first}>
            <Group gap="xs">
              {same.map(({ type, name }) => (
                <Button
                  key={type}
                  variant="default"
                  size="sm"
                  data-disabled
                  aria-disabled
                  aria-describedby={`why-${first}`}
                  onClick={(event) => event.preventDefault()}
                >
                  {say(name)}
                </Button>
              ))}
            </Group>
            <div id={`why-${first}`}>
              <Text size="sm" mt={4}>
                {refused === null ? '' : say(refused.message)}
              </Text>
              <Lacks faults={refused?.faults ?? []} />
            </div>
          </li>
        );
      })}
    </Stack>
  );
}

/** More of them are folded up: what the stage needs says the same in full. */
const LACKS_SHOWN = 6;

function Lacks({ faults }: { readonly faults: NonNullable<Act['refused']>['faults'] }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  if (faults.length === 0) return null;
  const list = (
    <List size="sm" spacing={2}>
      {faults.map((fault) => (
        <List.Item key={fault.en}>
          <div className="sentence">{say(fault)}</div>
        </List.Item>
      ))}
    </List>
  );
  if (faults.length <= LACKS_SHOWN) return list;
  return (
    <details>
      <summary>{words.lacks(faults.length)}</summary>
      {list}
    </details>
  );
}

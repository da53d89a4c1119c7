/** A person's own sign-ins and keys: seen, made, ended. Deliberately absent: those of others (the programme's office). */
import { Badge, Button, Card, Group, NumberInput, Select, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { browserName } from '../parts/browser-name.ts';
import { Confirm } from '../parts/confirm.tsx';
import { DialogForm, useFields } from '../parts/form.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { Asked } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { useTell } from '../parts/tell.tsx';
import { Moment } from '../parts/when.tsx';
import { SIGN_IN_WORDS } from './words.ts';

type SignIn = AnswerOf<'/api/v1/me/sign-ins'>['items'][number];
const SCOPES = ['READ', 'AUDIT', 'ACT'] as const;
const isOpen = ({ revokedAt, expiresAt }: SignIn): boolean => revokedAt === null && Date.parse(expiresAt) > Date.now();

export function SignIns(): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const all = useQuery(reading('/api/v1/me/sign-ins'));
  const [ending, setEnding] = useState<SignIn | null>(null);
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.signIns}</Title>
      <Text c="dimmed" mb="sm">
        {words.signInsLead}
      </Text>
      <Asked query={all}>
        {({ items }) => (
          <Rows caption={words.signIns} rows={items.filter((one) => one.kind !== 'KEY' && isOpen(one))} none={words.noneOpen} onEnd={setEnding} />
        )}
      </Asked>
      <EndSignIn ending={ending} onClose={() => setEnding(null)} />
    </Card>
  );
}

export function Keys(): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const all = useQuery(reading('/api/v1/me/keys'));
  const [ending, setEnding] = useState<SignIn | null>(null);
  const [making, setMaking] = useState(false);
  return (
    <Card withBorder component="section">
      <Group justify="space-between">
        <Title order={2}>{words.keys}</Title>
        <Button onClick={() => setMaking(true)}>{words.newKey}</Button>
      </Group>
      <Text c="dimmed" mb="sm">
        {words.keysLead}
      </Text>
      <Asked query={all}>
        {({ items }) => (
          <Rows caption={words.keys} rows={items.filter((one) => one.kind === 'KEY' && isOpen(one))} none={words.noKeys} onEnd={setEnding} />
        )}
      </Asked>
      <EndKey ending={ending} onClose={() => setEnding(null)} />
      {making && <NewKey onClose={() => setMaking(false)} />}
    </Card>
  );
}

type RowsProps = { readonly caption: string; readonly rows: readonly SignIn[]; readonly none: string; readonly onEnd: (one: SignIn) => void };

function Rows({ caption, rows, none, onEnd }: RowsProps): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const here = useMe().signIn?.id;
  if (rows.length === 0) return <Text>{none}</Text>;
  const kind = (one: SignIn): string => words[`kind${one.kind}`];
  const scope = (one: SignIn): string => {
    const known = SCOPES.find((each) => each === one.scope);
    return known === undefined ? words.scopeACT : words[`scope${known}`];
  };
  const columns: readonly Column<SignIn>[] = [
    {
      key: 'name',
      name: words.name,
      show: (one) => (
        <>
          <span title={one.name}>{browserName(one.name)}</span> {one.id === here && <Badge>{words.here}</Badge>}
        </>
      ),
      value: (one) => one.name,
    },
    { key: 'kind', name: words.what, show: (one) => <span style={{ whiteSpace: 'nowrap' }}>{kind(one)}</span>, value: kind },
    { key: 'scope', name: words.scope, show: scope, value: scope },
    { key: 'since', name: words.since, show: (one) => <Moment at={one.createdAt} />, value: (one) => one.createdAt },
    { key: 'until', name: words.until, show: (one) => <Moment at={one.expiresAt} />, value: (one) => one.expiresAt },
    {
      key: 'used',
      name: words.firstUsed,
      show: (one) => (one.firstUsedAt === null ? words.neverUsed : <Moment at={one.firstUsedAt} />),
      value: (one) => one.firstUsedAt ?? '',
    },
    {
      key: 'acts',
      name: words.acts,
      show: (one) => (
        <Button variant="default" size="compact-md" aria-label={words.endNamed(browserName(one.name))} onClick={() => onEnd(one)}>
          {words.end}
        </Button>
      ),
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(one) => one.id} />;
}

type Ending = { readonly ending: SignIn | null; readonly onClose: () => void };

function EndSignIn({ ending, onClose }: Ending): ReactNode {
  const tell = useTell();
  const words = useWords(SIGN_IN_WORDS);
  const act = useAct('/api/v1/me/sign-ins/{signIn}/revoke', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return <EndAsked ending={ending} onClose={onClose} act={act} />;
}

function EndKey({ ending, onClose }: Ending): ReactNode {
  const tell = useTell();
  const words = useWords(SIGN_IN_WORDS);
  const act = useAct('/api/v1/me/keys/{signIn}/revoke', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return <EndAsked ending={ending} onClose={onClose} act={act} />;
}

type Revoking = ReturnType<typeof useAct<'/api/v1/me/sign-ins/{signIn}/revoke'>> | ReturnType<typeof useAct<'/api/v1/me/keys/{signIn}/revoke'>>;

function EndAsked({ ending, onClose, act }: Ending & { readonly act: Revoking }): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const here = useMe().signIn?.id;
  const close = (): void => {
    act.reset();
    onClose();
  };
  return (
    <Confirm
      opened={ending !== null}
      onClose={close}
      title={words.endTitle}
      consequence={ending !== null && (ending.id === here ? words.endsHere : words.ends(ending.name))}
      act={words.end}
      grave
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => ending !== null && act.mutate({ params: { path: { signIn: ending.id } } })}
    />
  );
}

/** Its token is held by this dialog alone, and gone when it is closed. */
function NewKey({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords(SIGN_IN_WORDS);
  const [token, setToken] = useState<string | null>(null);
  const act = useAct('/api/v1/me/keys', { onDone: (made) => setToken(made.token) });
  const fields = useFields<{ name: string; scope: (typeof SCOPES)[number]; days: number | string }>({
    initial: { name: '', scope: 'READ', days: 90 },
    check: ({ name, days }) => ({
      name: name.trim() === '' ? words.keyNameMissing : null,
      days: Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 366 ? null : words.daysWrong,
    }),
  });
  if (token !== null) return <ShownOnce title={words.keyMade} lead={words.keyMadeLead} secret={token} close={words.close} onClose={onClose} />;
  return (
    <DialogForm
      title={words.newKey}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.newKey}
      onSubmit={({ name, scope, days }) => act.mutate({ body: { name: name.trim(), scope, days: Number(days) } })}
    >
      <TextInput label={words.keyName} required maxLength={80} autoComplete="off" {...fields.getInputProps('name')} />
      <Select
        label={words.scope}
        allowDeselect={false}
        data={SCOPES.map((scope) => ({ value: scope, label: words[`scope${scope}`] }))}
        {...fields.getInputProps('scope')}
      />
      <NumberInput label={words.days} required allowDecimal={false} hideControls {...fields.getInputProps('days')} />
    </DialogForm>
  );
}

/** A service that nobody is in: whoever has the code of its console says who the first administrator is. Deliberately absent: what they set up then. */
import { Anchor, Button, Card, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../app/acting.ts';
import { useWords } from '../app/locale.tsx';
import { FormBody, useFields } from '../parts/form.tsx';
import { idsOf } from './county-file.ts';
import { FIRST_RUN_WORDS } from './words.ts';

type Props = { readonly onNamed: (address: string) => void; readonly onLeave: () => void };
const FIELDS: Readonly<Record<string, string>> = { 'person.id': 'email', 'person.nameEn': 'name' };

export function FirstAdministrator({ onNamed, onLeave }: Props): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const naming = useAct('/api/v1/first-run/administrator', { quiet: true, onDone: () => onNamed(fields.getValues().email.trim()) });
  const fields = useFields({ initial: { code: '', name: '', email: '', unit: '' } });
  return (
    <Stack mt="md" maw={640} mx="auto">
      <Title order={1}>{words.firstTitle}</Title>
      <Text>{words.firstLead}</Text>
      <Card withBorder>
        <FormBody
          fields={fields}
          problem={naming.error}
          busy={naming.isPending}
          submit={words.firstGo}
          fieldOf={(at) => FIELDS[at] ?? at.replace(/^person\./, '')}
          onSubmit={({ code, ...facts }) => {
            const [name, email, unit] = [facts.name.trim(), facts.email.trim(), facts.unit.trim()];
            const [id = ''] = idsOf([email]);
            naming.mutate({ body: { code, person: { id, name, nameEn: name, email, unit } } });
          }}
        >
          <TextInput
            label={words.setupCode}
            description={words.setupCodeHint}
            required
            autoComplete="off"
            spellCheck={false}
            {...fields.getInputProps('code')}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={words.personName} required autoComplete="name" {...fields.getInputProps('name')} />
            <TextInput label={words.personUnit} required autoComplete="organization" {...fields.getInputProps('unit')} />
          </SimpleGrid>
          <TextInput
            label={words.personEmail}
            description={words.firstEmailHint}
            type="email"
            required
            autoComplete="email"
            {...fields.getInputProps('email')}
          />
        </FormBody>
      </Card>
      <Text size="sm">{words.onServer}</Text>
      <Anchor component="button" type="button" ta="start" onClick={onLeave}>
        {words.toSignIn}
      </Anchor>
    </Stack>
  );
}

/** Named: they sign in, and set up the programme. */
export function FirstNamed({ address, onLeave }: { readonly address: string; readonly onLeave: () => void }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  return (
    <Stack mt="xl" maw={560} mx="auto" align="flex-start">
      <Title order={1}>{words.firstDone}</Title>
      <Text>{words.doneText(address)}</Text>
      <Text>{words.firstThen}</Text>
      <Text size="sm">{words.firstWrongAddress}</Text>
      <Button onClick={onLeave}>{words.toSignIn}</Button>
    </Stack>
  );
}

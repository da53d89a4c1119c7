/** A person's phrases for opinions. Deliberately absent: offering them (the page of a case). */
import { Button, Card, Group, Select, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { choiceWords } from '../../domain/words/answers.ts';
import { CHOICES } from '../../domain/words/lists.ts';
import { PRESET_LONGEST, PRESETS_MAX } from '../../domain/words/presets.ts';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { FormBody, useFields } from '../parts/form.tsx';
import { LeaveGuard } from '../parts/leave-guard.tsx';
import { Asked } from '../parts/states.tsx';
import { useTell } from '../parts/tell.tsx';
import { ME_WORDS, PRESET_WORDS } from './words.ts';

type Kept = AnswerOf<'/api/v1/me/presets'>;
type Row = { text: string; for: string };
const ANY = 'ANY';

export function Presets(): ReactNode {
  const words = useWords(PRESET_WORDS);
  const lang = useLocale();
  const kept = useQuery(reading('/api/v1/me/presets', { query: { lang } }));
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.title}</Title>
      <Text c="dimmed" mb="sm">
        {words.lead}
      </Text>
      <Asked query={kept}>{(found) => <PresetForm key={JSON.stringify(found)} kept={found} />}</Asked>
    </Card>
  );
}

function PresetForm({ kept }: { readonly kept: Kept }): ReactNode {
  const words = useWords(PRESET_WORDS);
  const say = useSay();
  const own = useWords(ME_WORDS);
  const lang = useLocale();
  const tell = useTell();
  const act = useAct('/api/v1/me/presets', {
    onDone() {
      fields.resetDirty();
      tell.done(own.saved);
    },
  });
  const initial: { items: Row[] } = { items: kept.items.map((one) => ({ text: one.text, for: one.for ?? ANY })) };
  const fields = useFields({
    initial,
    check: ({ items }) => Object.fromEntries(items.map(({ text }, index) => [`items.${index}.text`, text.trim() === '' ? words.textMissing : null])),
  });
  const { items } = fields.getValues();
  const store = (rows: readonly Row[] | null): void =>
    act.mutate({
      params: { query: { lang } },
      body: {
        items: rows === null ? null : rows.map((row) => ({ text: row.text.trim(), for: CHOICES.find((choice) => choice === row.for) ?? null })),
      },
    });
  const restore = kept.own && (
    <Button variant="default" onClick={() => store(null)}>
      {words.restore}
    </Button>
  );
  return (
    <FormBody fields={fields} problem={act.error} busy={act.isPending} submit={own.save} onSubmit={(values) => store(values.items)} also={restore}>
      <LeaveGuard when={fields.isDirty() && !act.isPending} />
      {!kept.own && <Text>{words.shipped}</Text>}
      {items.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the form
        <Group key={index} align="flex-end">
          <TextInput
            flex="1 1 16rem"
            label={words.phrase(index + 1)}
            maxLength={PRESET_LONGEST}
            autoComplete="off"
            {...fields.getInputProps(`items.${index}.text`)}
          />
          <Select
            label={words.beside(index + 1)}
            allowDeselect={false}
            data={[{ value: ANY, label: words.any }, ...CHOICES.map((choice) => ({ value: choice, label: say(choiceWords(choice, false).offered) }))]}
            {...fields.getInputProps(`items.${index}.for`)}
          />
          <Button variant="subtle" aria-label={words.removeNumber(index + 1)} onClick={() => fields.removeListItem('items', index)}>
            {words.remove}
          </Button>
        </Group>
      ))}
      {items.length < PRESETS_MAX && (
        <div>
          <Button variant="default" onClick={() => fields.insertListItem('items', { text: '', for: ANY })}>
            {words.add}
          </Button>
        </div>
      )}
    </FormBody>
  );
}

/** Another system that is to hear of events: where, of which, on what basis. Its secret is shown when it was proposed. */
import { MultiSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { facetName } from '../../../domain/audit/facets.ts';
import { CATALOGUE, WEBHOOK_KINDS } from '../../../domain/webhook/catalogue.ts';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageForm, useFields } from '../../parts/form.tsx';
import { PageLink } from '../../parts/link.tsx';
import { useTell } from '../../parts/tell.tsx';
import { adminPaths } from '../paths.ts';
import { useProgramme } from '../people/facts.ts';
import { useEventName } from './event-names.ts';
import { Secret } from './secret.tsx';
import { WEBHOOK_WORDS } from './words.ts';

type Typed = { name: string; address: string; events: string[]; programmes: string[]; basis: string };
const NEEDED = ['name', 'address', 'basis'] as const;

/** Of each kind everything or one event, by its name in the reader's language. */
function useChoices() {
  const say = useSay();
  const eventName = useEventName();
  return WEBHOOK_KINDS.map((kind) => {
    const events = [`${kind}.*`, ...CATALOGUE.filter((one) => one.kind === kind).map(({ event }) => event)];
    return { group: say(facetName('kind', kind)), items: events.map((value) => ({ value, label: eventName(value) })) };
  });
}

export function ProposeWebhook({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const tell = useTell();
  const { all } = useProgramme(programme);
  const choices = useChoices();
  const [made, setMade] = useState<{ readonly webhook: string; readonly secret?: string } | null>(null);
  const fields = useFields<Typed>({
    initial: { name: '', address: '', events: [], programmes: [programme], basis: '' },
    check: (typed) => Object.fromEntries(NEEDED.map((field) => [field, typed[field].trim() === '' ? words.missing : null])),
  });
  const act = useAct('/api/v1/programme/{id}/webhooks', {
    onDone(answer) {
      fields.reset();
      setMade(answer);
      tell.done(words.proposed);
    },
  });
  if (made !== null) {
    const on = <PageLink href={adminPaths.webhook({ programme, webhook: made.webhook })}>{words.goOn}</PageLink>;
    return made.secret === undefined ? on : <Secret secret={made.secret}>{on}</Secret>;
  }
  return (
    <PageForm
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.send}
      fieldOf={(at) => at.replace(/^(events|programmes)\b.*$/, '$1')}
      onSubmit={({ name, address, events, programmes, basis }) =>
        act.mutate({
          params: { path: { id: programme } },
          body: {
            name: name.trim(),
            address: address.trim(),
            events: events.length === 0 ? ['*'] : events,
            programmes: programmes.length === 0 ? [programme] : programmes,
            basis: basis.trim(),
          },
        })
      }
    >
      <TextInput label={words.name} required maxLength={80} autoComplete="off" {...fields.getInputProps('name')} />
      <TextInput
        label={words.address}
        description={words.addressHint}
        type="url"
        required
        maxLength={500}
        autoComplete="off"
        {...fields.getInputProps('address')}
      />
      <MultiSelect label={words.events} description={words.eventsHint} data={choices} searchable limit={60} {...fields.getInputProps('events')} />
      {all.length > 1 && (
        <MultiSelect label={words.programmes} description={words.programmesHint} data={[...all]} {...fields.getInputProps('programmes')} />
      )}
      <TextInput label={words.basis} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </PageForm>
  );
}

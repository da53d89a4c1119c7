/** The same route as a file: copied out, downloaded, or pasted in and filled into the form. */
import { Accordion, Button, Group, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Route } from '../../../domain/approval/route.ts';
import { useWords } from '../../app/locale.tsx';
import { CopyText } from '../../parts/shown-once.tsx';
import { toSend } from './editing.ts';
import { ROUTES_WORDS } from './words.ts';

type Props = { readonly route: Route; readonly onRoute: (route: Route) => void };

/** As far as the form itself has to know: names and steps that are there. What else is wrong, the check says. */
function routeIn(text: string): Route | null {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null || !('steps' in found) || !Array.isArray(found.steps)) return null;
    const whole = { code: '', version: 1, name: { zh: '', en: '' }, ...found };
    const steps = found.steps.every(
      (step: unknown) =>
        typeof step === 'object' &&
        step !== null &&
        'key' in step &&
        'name' in step &&
        'who' in step &&
        Array.isArray(Reflect.get(Object(step.who), 'members')),
    );
    return steps ? (whole as unknown as Route) : null; // its shape is the server's to look at
  } catch {
    return null;
  }
}

export function JsonPart({ route, onRoute }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const text = JSON.stringify(toSend(route), null, 2);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const take = (): void => {
    const found = typed === null ? null : routeIn(typed);
    setWrong(found === null);
    if (found === null) return;
    onRoute(found);
    setTyped(null);
  };
  const save = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = `${route.code === '' ? 'route' : route.code}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Accordion variant="contained">
      <Accordion.Item value="json">
        <Accordion.Control>{words.asJson}</Accordion.Control>
        <Accordion.Panel>
          <Text c="dimmed">{words.jsonLead}</Text>
          <Textarea
            aria-label={words.asJson}
            autosize
            minRows={8}
            maxRows={24}
            spellCheck={false}
            value={typed ?? text}
            error={wrong ? words.jsonWrong : null}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group mt="xs">
            <Button variant="default" disabled={typed === null} onClick={take}>
              {words.takeJson}
            </Button>
            <Button variant="default" onClick={save}>
              {words.saveJson}
            </Button>
            <CopyText text={text} />
          </Group>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

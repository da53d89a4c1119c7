/** Usual phrases (常用语) for an opinion: picked into the text, kept from it, removed. One's own take the place of those that are shipped. */
import { ActionIcon, Button, Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import X from 'lucide-react/icons/x';
import { type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useLocale, useWords } from '../../app/locale.tsx';
import { FaultSummary } from '../../parts/faults.tsx';
import { ACT_WORDS } from './act-words.ts';

type Preset = AnswerOf<'/api/v1/me/presets'>['items'][number];
type Props = {
  /** The answer that the text is for; phrases of another one are left out. */
  readonly answer: string;
  readonly text: string;
  readonly onPick: (text: string) => void;
};

/** The longest that is kept. */
const LONGEST = 200;

export function Presets({ answer, text, onPick }: Props): ReactNode {
  const words = useWords(ACT_WORDS);
  const lang = useLocale();
  const [opened, setOpened] = useState(false);
  const found = useQuery({ ...reading('/api/v1/me/presets', { query: { lang } }), enabled: opened });
  const keeping = useAct('/api/v1/me/presets');
  const items = found.data?.items ?? [];
  const fits = items.filter((preset) => preset.for === null || preset.for === answer);
  const line = text.trim().replaceAll(/\s+/g, ' ');
  const keep = (all: readonly Preset[]): void => keeping.mutate({ params: { query: { lang } }, body: { items: [...all] } });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" mt={4} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {words.presets}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <FaultSummary problem={keeping.error} />
          {fits.length === 0 && !found.isPending && <Text c="dimmed">{words.noPresets}</Text>}
          {fits.map((preset) => (
            <Group key={`${preset.for} ${preset.text}`} wrap="nowrap" justify="space-between" gap="xs">
              <UnstyledButton
                mih={32}
                onClick={() => {
                  onPick(preset.text);
                  setOpened(false);
                }}
              >
                {preset.text}
              </UnstyledButton>
              <ActionIcon
                variant="subtle"
                aria-label={words.removePreset(preset.text)}
                onClick={() => keep(items.filter((other) => other !== preset))}
              >
                <X size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          {line !== '' && line.length <= LONGEST && !items.some((preset) => preset.text === line) && (
            <Button variant="default" loading={keeping.isPending} onClick={() => keep([{ text: line, for: null }, ...items])}>
              {words.keepPreset}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Every mail with sample data, as its reader sees it, in both languages (GET /mails, which needs no sign-in). */
import { Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { LOCALES, type Locale } from '../../../domain/kernel/locale.ts';
import { NOTICE_TEMPLATES } from '../../../domain/notice/due.ts';
import { noticeName } from '../../../domain/words/notices.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { MAILS_WORDS } from './words.ts';

const NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '中文', en: 'English' };

export function Templates(): ReactNode {
  const words = useWords(MAILS_WORDS);
  const say = useSay();
  const own = useLocale();
  const [template, setTemplate] = useState<string>(NOTICE_TEMPLATES[0]);
  const [locale, setLocale] = useState<Locale>(own);
  const address = `/mails/${template}/${locale}`;
  return (
    <Stack>
      <Text c="dimmed">{words.templatesLead}</Text>
      <Group align="flex-end">
        <Select
          label={words.kind}
          searchable
          allowDeselect={false}
          data={NOTICE_TEMPLATES.map((each) => ({ value: each, label: say(noticeName(each)) }))}
          value={template}
          w={240}
          onChange={(next) => next !== null && setTemplate(next)}
        />
        <SegmentedControl
          aria-label={words.inWhich}
          data={LOCALES.map((each) => ({ value: each, label: NAMES[each] }))}
          value={locale}
          onChange={(next) => setLocale(LOCALES.find((each) => each === next) ?? own)}
        />
        <a href={address} target="_blank" rel="noreferrer">
          {words.openTemplate}
        </a>
      </Group>
      <iframe
        key={address}
        src={address}
        title={words.preview(say(noticeName(template)))}
        style={{ width: '100%', height: '70vh', border: '1px solid var(--mantine-color-default-border)', background: '#fff' }}
      />
    </Stack>
  );
}

/** The two choices that a reader has anywhere: language and appearance. */
import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Locale } from '../../domain/kernel/locale.ts';
import { useLanguage, useWords } from './locale.tsx';
import { SHELL_WORDS } from './shell-words.ts';

const NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '中文', en: 'English' };

/** One press: the other language, named in itself. */
export function LanguageSwitch(): ReactNode {
  const { locale, choose } = useLanguage();
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en';
  return (
    <Button variant="subtle" lang={other} onClick={() => choose(other)} px="xs">
      {NAMES[other]}
    </Button>
  );
}

/** `onChosen`: told of each choice, beside what this browser then speaks. */
export function LanguageChoice({ label, onChosen }: { readonly label: string; readonly onChosen: (locale: Locale) => void }): ReactNode {
  const { locale, choose } = useLanguage();
  const data = Object.entries(NAMES).map(([value, name]) => ({ value, label: name }));
  return (
    <SegmentedControl
      style={{ alignSelf: 'flex-start' }}
      aria-label={label}
      value={locale}
      data={data}
      onChange={(value) => {
        const chosen: Locale = value === 'en' ? 'en' : 'zh-CN';
        choose(chosen);
        onChosen(chosen);
      }}
    />
  );
}

export function Appearance({ label }: { readonly label: string }): ReactNode {
  const words = useWords(SHELL_WORDS);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const data = [
    { value: 'auto', label: words.system },
    { value: 'light', label: words.light },
    { value: 'dark', label: words.dark },
  ] as const;
  return <SegmentedControl style={{ alignSelf: 'flex-start' }} aria-label={label} value={colorScheme} data={[...data]} onChange={setColorScheme} />;
}

/**
 * The reader's language: what they chose in this browser, else what they chose for all their devices (/me), else the browser's
 * own. Deliberately absent: the language of their mails, which the address book knows.
 */
import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import { LOCALES, type Locale, pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { recall, remember } from './memory.ts';
import { type Sentences, type Spoken, speak } from './words.ts';

type Language = {
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
  readonly follow: (person: string, language: Locale | null) => void;
};
const Context = createContext<Language>({ locale: 'zh-CN', choose: () => undefined, follow: () => undefined });

const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);
const ofBrowser = (): Locale =>
  navigator.languages
    .find((l) => /^(zh|en)/i.test(l))
    ?.toLowerCase()
    .startsWith('en') === true
    ? 'en'
    : 'zh-CN';
const keyOf = (person: string | null): string => (person === null ? 'language' : `language.${person}`);
function kept(person: string | null, chosen: Locale | null): Locale {
  const own = person === null ? null : recall(keyOf(person));
  if (isLocale(own)) return own;
  const before = recall(keyOf(null));
  return chosen ?? (isLocale(before) ? before : ofBrowser());
}

export function LocaleProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [person, setPerson] = useState<string | null>(null);
  const [locale, setLocale] = useState<Locale>(() => kept(null, null));
  const follow = useCallback((next: string, language: Locale | null) => {
    setPerson(next);
    setLocale(kept(next, language));
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const choose = (next: Locale): void => {
    setLocale(next);
    remember(keyOf(person), next);
    // Before the next sign-in the browser speaks as it was last asked to.
    remember(keyOf(null), next);
  };
  return <Context value={{ locale, choose, follow }}>{children}</Context>;
}

export const useLanguage = (): Language => use(Context);
export const useLocale = (): Locale => use(Context).locale;
/** A room's sentences in the reader's language. */
export const useWords = <S extends Sentences>(all: S): Spoken<S> => speak(all, useLocale());
/** Several things one after the other, as the reader's language strings them. */
export function useJoin(): (parts: readonly string[]) => string {
  const between = useLocale() === 'en' ? ', ' : '、';
  return (parts) => parts.join(between);
}

type Marks = { readonly colon: string; readonly aside: (text: string) => string };
const MARKS: Readonly<Record<Locale, Marks>> = {
  'zh-CN': { colon: '：', aside: (text) => `（${text}）` },
  en: { colon: ': ', aside: (text) => ` (${text})` },
};
/** Between a name and what it names, and around what is added to one: 「依据：…」「方圆（发改局）」. */
export const useMarks = (): Marks => MARKS[useLocale()];

/** `pick` for the reader's language. */
export function useSay(): (text: Text) => string {
  const locale = useLocale();
  return (text) => pick(text, locale);
}

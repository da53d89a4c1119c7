/** The link to the same page in the other language; on top of every page that a reader may have come to by a mail. */
import type { Locale } from '../../domain/kernel/locale.ts';
import { PAGE_WORDS } from './words.ts';

export const otherLanguage = (locale: Locale): { readonly label: string; readonly href: string } => ({
  label: PAGE_WORDS[locale].other,
  href: `?lang=${locale === 'en' ? 'zh-CN' : 'en'}`,
});

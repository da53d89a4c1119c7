/** One question and one button: no more daily overviews. */
import type { Locale } from '../../domain/kernel/locale.ts';
import { page } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { PAGE_WORDS } from './words.ts';

export function unsubscribePage(locale: Locale, action: string): string {
  const words = PAGE_WORDS[locale];
  const [title, text] = words.unsubscribe;
  return page(
    locale,
    title,
    <form method="post" action={action} className="card">
      <h1>{title}</h1>
      <p>{text}</p>
      <button type="submit">{words.unsubscribeNow}</button>
    </form>,
    otherLanguage(locale),
  );
}

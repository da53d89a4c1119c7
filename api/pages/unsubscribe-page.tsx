/** One question and one button: no more daily overviews. */
import { type PageLocale, page } from './layout.tsx';
import { PAGE_WORDS } from './words.ts';

export function unsubscribePage(locale: PageLocale, action: string): string {
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
    { label: words.other, href: `?lang=${locale === 'en' ? 'zh-CN' : 'en'}` },
  );
}

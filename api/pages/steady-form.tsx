/** The form that has the link sent again; the same on every dead page, so that it tells nothing about the link. */
import type { ReactNode } from 'react';
import type { PageLocale } from './layout.tsx';
import { page } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { Decoy } from './task-form.tsx';
import { PAGE_WORDS } from './words.ts';

export type Resend = { readonly action: string; readonly nonce: string };

export function ResendForm({ locale, resend, children }: { readonly locale: PageLocale; readonly resend: Resend; readonly children?: ReactNode }) {
  const words = PAGE_WORDS[locale];
  return (
    <form method="post" action={resend.action}>
      <input type="hidden" name="nonce" value={resend.nonce} />
      {children}
      <p className="hint">{words.resendHint}</p>
      <button type="submit">{words.resend}</button>
      <Decoy locale={locale} />
    </form>
  );
}

/** A page that says one thing, and offers the link again where that may help. */
export function messagePage(locale: PageLocale, [title, text]: readonly [string, string], resend: Resend | null = null): string {
  return page(
    locale,
    title,
    <>
      <div className="card" role="alert">
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      {resend !== null && <ResendForm locale={locale} resend={resend} />}
    </>,
    otherLanguage(locale),
  );
}

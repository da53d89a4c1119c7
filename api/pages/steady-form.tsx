/** The form that has the link sent again; the same on every dead page, so that it tells nothing about the link. */
import type { ReactNode } from 'react';
import type { Locale } from '../../domain/kernel/locale.ts';
import { Decoy } from './decoy.tsx';
import { page } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { PAGE_WORDS } from './words.ts';

export type Resend = { readonly action: string; readonly nonce: string };

export function ResendForm({ locale, resend, children }: { readonly locale: Locale; readonly resend: Resend; readonly children?: ReactNode }) {
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

/** What somebody wrote and what was not recorded, to be copied. */
export function Written({ locale, written }: { readonly locale: Locale; readonly written: readonly string[] }) {
  if (written.length === 0) return null;
  return (
    <div className="card">
      <h2>{PAGE_WORDS[locale].written}</h2>
      {written.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is written once and never changes
        <p key={index} className="written">
          {text}
        </p>
      ))}
    </div>
  );
}

/** A page that says one thing, and offers the link again where that may help; with what its reader wrote in vain. */
export function messagePage(
  locale: Locale,
  [title, text]: readonly [string, string],
  resend: Resend | null = null,
  written: readonly string[] = [],
): string {
  return page(
    locale,
    title,
    <>
      <div className="card" role="alert">
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      <Written locale={locale} written={written} />
      {resend !== null && <ResendForm locale={locale} resend={resend} />}
    </>,
    written.length > 0 ? null : otherLanguage(locale),
  );
}

/**
 * The page that a printed sheet's QR code, a chat card and an overview lead to. It holds no token and shows nothing of the
 * matter but its title: whoever is asked has his own link sent to his mailbox, or goes on to a page that he opened before.
 */
import type { Locale } from '../../domain/kernel/locale.ts';
import { page } from './layout.tsx';
import { otherLanguage } from './other-language.ts';
import { type Resend, ResendForm } from './steady-form.tsx';
import { PAGE_WORDS } from './words.ts';

export type DoorPage = {
  readonly locale: Locale;
  readonly title: string;
  readonly step: string;
  /** Whoever has something to do here, masked. */
  readonly people: readonly { readonly task: number; readonly label: string }[];
  readonly resend: Resend;
  /** What has become of the form that was sent. */
  readonly said: string | null;
  /** Where a page goes on that was opened on this device before. */
  readonly goOn: string | null;
};

export function doorPage({ locale, title, step, people, resend, said, goOn }: DoorPage): string {
  const words = PAGE_WORDS[locale];
  return page(
    locale,
    title,
    <>
      <h1>{title}</h1>
      {said !== null && (
        <div className="card" role="status">
          <p>{said}</p>
          {goOn !== null && (
            <p>
              <a href={goOn}>{words.goOn}</a>
            </p>
          )}
        </div>
      )}
      <div className="card">
        <p>{step === '' ? words.doorOver : `${words.step}${words.colon}${step}`}</p>
        <p>{words.doorText}</p>
      </div>
      {people.length > 0 && (
        <ResendForm locale={locale} resend={resend}>
          <fieldset>
            <legend>
              <h2>{words.whoAreYou}</h2>
            </legend>
            {people.map(({ task, label }) => (
              <label className="choice" key={task}>
                <input type="radio" name="task" value={task} required />
                {label}
              </label>
            ))}
          </fieldset>
        </ResendForm>
      )}
    </>,
    otherLanguage(locale),
  );
}

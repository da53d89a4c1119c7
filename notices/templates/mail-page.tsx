/**
 * The layout of every mail: one column, inline styles, readable with images off and in a 320 px window. HTML and text
 * come from the same tree, so neither says what the other does not.
 */

import { render, toPlainText } from '@react-email/render';
import type { Locale } from '../../domain/kernel/locale.ts';
import { unlinked, visible } from '../../domain/text/shown.ts';

export type MailPage = {
  readonly locale: Locale;
  readonly product: string;
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly action: { readonly label: string; readonly url: string; readonly check: string; readonly hint: string } | null;
  /** A one-time code, to be typed in. */
  readonly code: { readonly label: string; readonly value: string; readonly hint: string } | null;
  /** How to answer by mail. */
  readonly reply: { readonly heading: string; readonly steps: readonly string[]; readonly code: string } | null;
  readonly lists: readonly {
    readonly heading: string;
    readonly lines: readonly { readonly text: string; readonly note: string; readonly url: string | null }[];
  }[];
  readonly footer: string;
  readonly unsubscribe: { readonly label: string; readonly url: string } | null;
};

const CHINESE = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC'";
const LATIN = "'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans'";
/** Quotes and apostrophes of English are as wide as a character in Chinese fonts, so that those come second there. */
const FONT: Readonly<Record<Locale, string>> = {
  'zh-CN': `-apple-system, ${CHINESE}, 'Segoe UI', sans-serif`,
  en: `-apple-system, ${LATIN}, ${CHINESE}, sans-serif`,
};
const SOFT = '#51606e';

function Mail({ page }: { readonly page: MailPage }) {
  const colon = page.locale === 'en' ? ':' : '：';
  return (
    <html lang={page.locale}>
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{page.title}</title>
      </head>
      <body style={{ margin: 0, background: '#f4f5f7', fontFamily: FONT[page.locale], color: '#1c2733' }}>
        <div style={{ maxWidth: 560, margin: '0 auto', padding: '20px 16px' }}>
          <p style={{ margin: '0 0 12px', fontSize: 14, color: SOFT }}>{page.product}</p>
          <div style={{ background: '#ffffff', border: '1px solid #dde2e7', borderRadius: 8, padding: '20px 18px' }}>
            <h1 style={{ fontSize: 20, lineHeight: 1.4, margin: '0 0 12px', wordBreak: 'break-word' }}>{page.title}</h1>
            <p style={{ fontSize: 16, lineHeight: 1.7, margin: '0 0 16px', wordBreak: 'break-word' }}>{page.lead}</p>
            {page.rows.length > 0 && (
              <table role="presentation" style={{ borderCollapse: 'collapse', width: '100%', fontSize: 15 }}>
                <tbody>
                  {page.rows.map((row) => (
                    <tr key={row.label}>
                      <td style={{ width: '1%', padding: '6px 12px 6px 0', color: SOFT, verticalAlign: 'top', whiteSpace: 'nowrap' }}>
                        {row.label}
                        {colon}
                      </td>
                      <td style={{ padding: '6px 0', wordBreak: 'break-word' }}>{row.value}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {page.code !== null && <Code {...page.code} />}
            {page.action !== null && <Action {...page.action} />}
            {page.lists.map((list) => (
              <div key={list.heading}>
                <h2 style={{ fontSize: 16, margin: '18px 0 6px' }}>{list.heading}</h2>
                <ul style={{ margin: 0, paddingLeft: 20, fontSize: 15, lineHeight: 1.7 }}>
                  {list.lines.map((line, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list is written once and never changes
                    <li key={index} style={{ wordBreak: 'break-word' }}>
                      {line.text}
                      {line.note !== '' && <span style={{ color: SOFT }}>{page.locale === 'en' ? ` (${line.note})` : `（${line.note}）`}</span>}{' '}
                      {line.url !== null && (
                        <a href={line.url} style={{ color: '#0b5cad' }}>
                          {page.locale === 'en' ? 'open' : '打开'}
                        </a>
                      )}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
            {page.reply !== null && (
              <div style={{ borderTop: '1px solid #dde2e7', marginTop: 20, paddingTop: 14, fontSize: 14, lineHeight: 1.7 }}>
                <h2 style={{ fontSize: 15, margin: '0 0 6px' }}>{page.reply.heading}</h2>
                <ul style={{ margin: 0, paddingLeft: 20 }}>
                  {page.reply.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ul>
                <p style={{ margin: '8px 0 0' }}>{page.reply.code}</p>
              </div>
            )}
          </div>
          <p style={{ fontSize: 13, color: SOFT, margin: '12px 0 0' }}>{page.footer}</p>
          {page.unsubscribe !== null && (
            <p style={{ fontSize: 13, margin: '6px 0 0' }}>
              <a href={page.unsubscribe.url} style={{ color: SOFT }}>
                {page.unsubscribe.label}
              </a>
            </p>
          )}
        </div>
      </body>
    </html>
  );
}

function Code({ label, value, hint }: NonNullable<MailPage['code']>) {
  return (
    <>
      <p style={{ margin: '16px 0 4px', fontSize: 14, color: SOFT }}>{label}</p>
      <p style={{ margin: '0 0 8px', fontSize: 28, letterSpacing: 4, fontFamily: 'Consolas, Menlo, monospace' }}>{value}</p>
      <p style={{ fontSize: 14, lineHeight: 1.6, color: SOFT, margin: 0 }}>{hint}</p>
    </>
  );
}

function Action({ label, url, check, hint }: NonNullable<MailPage['action']>) {
  const button = { display: 'inline-block', background: '#0b5cad', color: '#ffffff', padding: '13px 26px', borderRadius: 6, fontSize: 16 };
  return (
    <>
      <p style={{ margin: '20px 0 12px' }}>
        <a href={url} style={{ ...button, textDecoration: 'none' }}>
          {label}
        </a>
      </p>
      <p style={{ fontSize: 18, fontWeight: 600, margin: '0 0 4px' }}>{check}</p>
      <p style={{ fontSize: 14, lineHeight: 1.6, color: SOFT, margin: 0 }}>{hint}</p>
    </>
  );
}

/** Where other people's words can stand, no mail program finds an address to make a link of; our own links are apart. */
const withoutForeignLinks = (page: MailPage): MailPage => ({
  ...page,
  title: unlinked(page.title),
  lead: unlinked(page.lead),
  rows: page.rows.map(({ label, value }) => ({ label: unlinked(label), value: unlinked(value) })),
  lists: page.lists.map(({ heading, lines }) => ({
    heading,
    lines: lines.map(({ text, note, url }) => ({ text: unlinked(text), note: unlinked(note), url })),
  })),
});

/** Text that somebody wrote to deceive shows for what it is, in both parts. */
export async function renderMail(page: MailPage): Promise<{ readonly html: string; readonly text: string }> {
  const html = visible(await render(<Mail page={withoutForeignLinks(page)} />));
  return { html, text: toPlainText(html, PLAIN) };
}

type Plain = NonNullable<Parameters<typeof toPlainText>[1]>;
/** Of html-to-text, which has no types of its own. */
type Format = (
  element: { readonly children: unknown },
  walk: (children: unknown, builder: unknown) => void,
  builder: {
    openBlock(options: { readonly leadingLineBreaks: number }): void;
    closeBlock(options: { readonly trailingLineBreaks: number }): void;
    addInline(text: string): void;
  },
) => void;

/** A row of the table is a line of text. */
const row: Format = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};
const cell: Format = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' ');
};
const PLAIN: Plain = {
  wordwrap: false,
  formatters: { row, cell },
  selectors: [
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'h2', options: { uppercase: false } },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'row' },
    { selector: 'td', format: 'cell' },
    { selector: 'a', options: { linkBrackets: false } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
};

/**
 * The layout of every mail: one column, inline styles, readable with images off and in a 320 px window. HTML and text are
 * written of the same blocks, so neither says what the other does not (docs/adr/0117). Deliberately absent: how a block is
 * written in either (mail-writing.ts).
 */
import type { Locale } from '../../domain/kernel/locale.ts';
import { unlinked, visible } from '../../domain/text/shown.ts';
import { type Block, htmlOf, type Inline, textOf } from './mail-writing.ts';

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
const SOFT = 'color:#51606e';
const BREAK = 'word-break:break-word';
const BUTTON = 'display:inline-block;background:#0b5cad;color:#ffffff;padding:13px 26px;border-radius:6px;font-size:16px;text-decoration:none';
const HINT = `font-size:14px;line-height:1.6;${SOFT};margin:0`;
const UL = 'margin:0;padding-left:20px';

const p = (style: string, ...inside: readonly Inline[]): Block => ({ tag: 'p', style, inside });

function blocksOf(page: MailPage): readonly Block[] {
  const colon = page.locale === 'en' ? ':' : '：';
  const { code, action, reply, unsubscribe } = page;
  return [
    p(`margin:0 0 12px;font-size:14px;${SOFT}`, page.product),
    {
      tag: 'div',
      style: 'background:#ffffff;border:1px solid #dde2e7;border-radius:8px;padding:20px 18px',
      blocks: [
        { tag: 'h1', style: `font-size:20px;line-height:1.4;margin:0 0 12px;${BREAK}`, inside: [page.title] },
        p(`font-size:16px;line-height:1.7;margin:0 0 16px;${BREAK}`, page.lead),
        ...(page.rows.length === 0
          ? []
          : [
              {
                tag: 'table',
                style: 'border-collapse:collapse;width:100%;font-size:15px',
                cells: [`width:1%;padding:6px 12px 6px 0;${SOFT};vertical-align:top;white-space:nowrap`, `padding:6px 0;${BREAK}`],
                rows: page.rows.map(({ label, value }) => [`${label}${colon}`, value] as const),
              } as const,
            ]),
        ...(code === null
          ? []
          : [
              p(`margin:16px 0 4px;font-size:14px;${SOFT}`, code.label),
              p('margin:0 0 8px;font-size:28px;letter-spacing:4px;font-family:Consolas, Menlo, monospace', code.value),
              p(HINT, code.hint),
            ]),
        ...(action === null
          ? []
          : [
              p('margin:20px 0 12px', { href: action.url, style: BUTTON, label: action.label }),
              p('font-size:18px;font-weight:600;margin:0 0 4px', action.check),
              p(HINT, action.hint),
            ]),
        ...page.lists.map((list) => listOf(list, page.locale)),
        ...(reply === null
          ? []
          : [
              {
                tag: 'div',
                style: 'border-top:1px solid #dde2e7;margin-top:20px;padding-top:14px;font-size:14px;line-height:1.7',
                blocks: [
                  { tag: 'h2', style: 'font-size:15px;margin:0 0 6px', inside: [reply.heading] },
                  { tag: 'ul', style: UL, item: '', items: reply.steps.map((step) => [step]) },
                  p('margin:8px 0 0', reply.code),
                ],
              } as const,
            ]),
      ],
    },
    p(`font-size:13px;${SOFT};margin:12px 0 0`, page.footer),
    ...(unsubscribe === null ? [] : [p('font-size:13px;margin:6px 0 0', { href: unsubscribe.url, style: SOFT, label: unsubscribe.label })]),
  ];
}

function listOf({ heading, lines }: MailPage['lists'][number], locale: Locale): Block {
  const items = lines.map(({ text, note, url }): readonly Inline[] => [
    text,
    ...(note === '' ? [] : [{ soft: SOFT, text: locale === 'en' ? ` (${note})` : `（${note}）` }]),
    ' ',
    ...(url === null ? [] : [{ href: url, style: 'color:#0b5cad', label: locale === 'en' ? 'open' : '打开' }]),
  ]);
  return {
    tag: 'div',
    style: null,
    blocks: [
      { tag: 'h2', style: 'font-size:16px;margin:18px 0 6px', inside: [heading] },
      { tag: 'ul', style: `${UL};font-size:15px;line-height:1.7`, item: BREAK, items },
    ],
  };
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
export function renderMail(given: MailPage): { readonly html: string; readonly text: string } {
  const page = withoutForeignLinks(given);
  const blocks = blocksOf(page);
  return { html: visible(htmlOf(page.locale, page.title, FONT[page.locale], blocks)), text: visible(textOf(blocks)) };
}

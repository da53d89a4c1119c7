/**
 * Writes the catalogue of outgoing events into docs/webhooks.md and docs/webhooks.zh-CN.md, from the lists of the domain:
 * `npx tsx scripts/webhook-catalogue.ts`; a test compares them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { CATALOGUE, WEBHOOK_KINDS } from '../domain/webhook/catalogue.ts';

const HEAD = { en: '## Catalogue\n', zh: '## 事件目录\n' } as const;
const FILES = { en: 'docs/webhooks.md', zh: 'docs/webhooks.zh-CN.md' } as const;
type Lang = keyof typeof FILES;

/** One list a kind, in the order of the domain. */
const catalogueIn = (lang: Lang): string =>
  WEBHOOK_KINDS.map((kind) => {
    const events = CATALOGUE.filter((one) => one.kind === kind).map(({ event, name }) => `- \`${event}\`: ${name[lang]}`);
    return [`### ${kind}`, '', ...events].join('\n');
  }).join('\n\n');

/** Up to the first kind: what people wrote. */
const writtenPart = (page: string, lang: Lang): string => {
  const from = page.indexOf(HEAD[lang]);
  const end = page.indexOf('\n### ', from);
  return `${(end < 0 ? page : page.slice(0, end)).trimEnd()}\n`;
};
const pageOf = (lang: Lang): string => readFileSync(FILES[lang], 'utf8');
export const wholePage = (lang: Lang): string => `${writtenPart(pageOf(lang), lang)}\n${catalogueIn(lang)}\n`;

if (process.argv[1]?.endsWith('webhook-catalogue.ts') === true) for (const lang of ['en', 'zh'] as const) writeFileSync(FILES[lang], wholePage(lang));

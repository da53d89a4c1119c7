/** docs/rules.md: every gate with its rule and every table with its numbers, in both languages, made from the code. */
import type { Text } from '../../domain/kernel/values.ts';
import { isUncertain, type Mark, type Row } from '../../domain/rule-table/table.ts';
import { STAGE_NAMES } from '../../domain/stages/all.ts';
import { RULE_TABLES } from '../../domain/standards/all.ts';
import { keptAs, MARK_WORDS, UNIT_WORDS } from '../../domain/words/rules.ts';
import type { Gate } from './gate.ts';

export const RULES_DOC = 'docs/rules.md';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const both = ({ zh, en }: Text): string => cell(zh === en ? zh : `${zh}<br>${en}`);
const line = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const heading = (...cells: readonly string[]): readonly string[] => [line(...cells), line(...cells.map(() => '---'))];

const MUST = { TAKEN: '通过 taken', REFUSED: '拒绝 refused', FOUND: '如实登记并列为问题 recorded, with a finding' } as const;
const placeOf = ({ stage }: Gate): Text =>
  stage === 'PROGRAMME' ? { zh: '项目群', en: 'Programme' } : stage === 'PROJECT' ? { zh: '项目', en: 'Project' } : STAGE_NAMES[stage];

function shippedAs({ value, unit }: Row): string {
  if (typeof value === 'object' && value !== null) return `\`${cell(JSON.stringify(value))}\``;
  const written =
    value === null
      ? '—'
      : typeof value === 'boolean'
        ? value
          ? '是 yes'
          : '否 no'
        : String(typeof value === 'number' ? value / keptAs(unit) : value);
  if (unit === undefined || value === null) return written;
  const { zh, en } = UNIT_WORDS[unit];
  return cell(zh === en ? `${written} ${zh}` : `${written} ${zh} ${en}`);
}
const sureness = (mark: Mark): string =>
  isUncertain(mark) ? `**待县级确认 to be confirmed by the county** (${mark})` : `${MARK_WORDS[mark].zh} ${MARK_WORDS[mark].en}`;

const tables = (): readonly string[] =>
  RULE_TABLES.flatMap(({ key, name, explanation, rows }) => [
    `### ${key} ${name.zh} — ${name.en}`,
    '',
    `${explanation.zh} ${explanation.en}`,
    '',
    ...heading('行 row', '内容 what it is', '随产品提供 shipped', '依据 document', '把握 how sure'),
    ...Object.entries(rows).map(([row, told]) =>
      line(
        `\`${row}\``,
        `${both(told.name)}${told.explanation === undefined ? '' : `<br>${both(told.explanation)}`}`,
        shippedAs(told),
        cell(`${told.document}${told.since === undefined ? '' : `（${told.since} 起）`}`),
        sureness(told.mark),
      ),
    ),
    '',
  ]);

const gatesIn = (gates: readonly Gate[]): readonly string[] =>
  gates.flatMap((gate) => [
    `### \`${gate.key}\` ${gate.name.zh} — ${gate.name.en}`,
    '',
    `${placeOf(gate).zh} · ${placeOf(gate).en}. ${gate.rule.zh} ${gate.rule.en} (${gate.document}${gate.rows.length === 0 ? '' : `; ${gate.rows.map((row) => `\`${row}\``).join(', ')}`})`,
    '',
    ...heading('情形 what is tried', '结果 what must come of it'),
    ...gate.tries.map(({ what, must, code }) => line(both(what), `${MUST[must]}${code === undefined ? '' : ` \`${code}\``}`)),
    '',
  ]);

export const rulesDocument = (gates: readonly Gate[]): string =>
  [
    '# 规则与关口 — Rules and gates',
    '',
    '本页由 `npm run rules -- --write` 从代码生成，`npm test` 与代码比对，请勿手改。 This page is made from the code by `npm run rules -- --write` and compared with it by `npm test`; do not edit it.',
    '',
    '每个数字都在一张有依据、有日期的规则表里，县里可以凭文号采用自己的版本（`tuojian rules adopt`），自某日起对新开的事项适用；在办事项沿用开始时的规则。标为“待县级确认”的数字，在县里确认或改定之前不作为关口。',
    '',
    'Each number stands in a table with its document and how sure it is. A county adopts its own version on a document, from a day, for what is opened from then on; cases under way keep the rules with which they began. Numbers “to be confirmed by the county” gate nothing until it confirms or sets them.',
    '',
    '## 规则表 Tables',
    '',
    ...tables(),
    '## 关口 Gates',
    '',
    ...gatesIn(gates),
  ].join('\n');

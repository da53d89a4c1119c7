import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GATES } from '../../scripts/rules/all.ts';
import { RULES_DOC, rulesDocument } from '../../scripts/rules/document.ts';
import type { Gate } from '../../scripts/rules/gate.ts';
import { stalePlainNumbers, strayNumbers, strayNumbersIn, undocumentedRows } from '../../scripts/rules/numbers.ts';
import { playAll } from '../../scripts/rules/play.ts';

describe('every gate', () => {
  const report = playAll(GATES);
  it('opens for what must open it', () => expect(report.closedWrongly).toEqual([]));
  it('opens for nothing else', () => expect(report.openedWrongly).toEqual([]));
  it('is there once, reads rows that are there, and is tried both ways', () => expect(report.faults).toEqual([]));
  it('stands in docs/rules.md as the code has it (npm run rules -- --write)', () =>
    expect(readFileSync(RULES_DOC, 'utf8')).toBe(rulesDocument(GATES)));

  it('bites: a gate that lets everything through, refuses everything, or fails is found', () => {
    const text = { zh: '试', en: 'tried' };
    const gate: Gate = {
      key: 'planted',
      stage: 'PROJECT',
      name: text,
      rule: text,
      document: 'D',
      rows: ['NO_TABLE.row'],
      tries: [
        { what: text, must: 'REFUSED', play: () => ({ refused: null, findings: [] }) },
        { what: text, must: 'TAKEN', play: () => ({ refused: null, findings: ['X'] }) },
        {
          what: text,
          must: 'FOUND',
          play: () => {
            throw new Error('broken');
          },
        },
      ],
    };
    const planted = playAll([gate, gate]);
    expect(planted.openedWrongly).toHaveLength(4);
    expect(planted.closedWrongly).toHaveLength(2);
    expect(planted.faults).toHaveLength(3);
  });
});

describe('numbers', () => {
  it('that gate or compute stand in a table of rules', () => expect(strayNumbers()).toEqual([]));
  it('of every table name their document', () => expect(undocumentedRows()).toEqual([]));
  it('that are said to be plain are there', () => expect(stalePlainNumbers()).toEqual([]));

  it('are found wherever they are planted, and not where they cut text or bound a field', () => {
    const planted = 'const limit = 97;\nif (days > 15) refuse();\nday.slice(5, 7);\nruns({ a: number(0, 400) });\nconst k = x * 1_000;';
    expect(strayNumbersIn('domain/planted.ts', planted).map(({ number }) => number)).toEqual(['97', '15']);
  });
});

/** Notices of older releases that are still to be sent: what their events give, in words. */
import { describe, expect, it } from 'vitest';
import { caseOf, kindOf, stateIn } from '../../domain/cases.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import { factsThen, noticesAt } from '../../domain/notices-of.ts';
import { fillingOf, rowsOf } from '../../notices/telling.ts';
import { TEXTS } from '../../notices/templates/texts.ts';
import { RELEASES, recordedBy } from '../setup/recorded-release.ts';

describe('what a release recorded', () => {
  it.each(RELEASES)('%s: every event gives notices whose sentences and rows have no gap, and the same again from the record', (release) => {
    const told = new Map<NoticeTemplate, number>();
    for (const [stream, events] of recordedBy(release)) {
      const logic = caseOf(stream);
      let state: object | null = null;
      for (const [nth, event] of events.entries()) {
        state = logic.evolve(state, event);
        const content = kindOf(stream) === 'approval' ? stateIn('approval', { stream, state }).content : null;
        const due = noticesAt(stream, state, event);
        for (const [index, { template, to, task, facts }] of due.entries()) {
          told.set(template, (told.get(template) ?? 0) + 1);
          for (const locale of LOCALES) {
            const telling = { facts, content, project: null, locale, nameOf: (person: string) => person };
            const filling = fillingOf(telling);
            const text = [TEXTS[template][locale].subject(filling), TEXTS[template][locale].lead(filling), JSON.stringify(rowsOf(telling))].join(
              '\n',
            );
            expect(`${stream} ${event.type} ${text}`).not.toMatch(/undefined|\[object|NaN|\bnull\b|\{\w+\}|：。|: \./);
          }
          if (index > 0) continue;
          const recipient = 'person' in to ? to.person : '';
          expect(factsThen(stream, events.slice(0, nth + 1), { template, recipient, task: task ?? null })).toEqual(facts);
        }
      }
    }
    // Rows of 0.1.0 name a round and a step, and no task.
    expect(told.get('task')).toBeGreaterThan(release === '0.1.0' ? 1 : 5);
    expect([...told.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(30);
  });
});

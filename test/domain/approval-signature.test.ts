/** A step that asks for a signature: what is signed, what is not decided without it, and where it is seen. */
import { describe, expect, it } from 'vitest';
import { actsNow } from '../../domain/approval/acts-now.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import { readingOf } from '../../domain/approval/reader-view.ts';
import { mayBeAnsweredByMail, mayBeBatched, type Route, type Rules } from '../../domain/approval/route.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dryRun } from '../../domain/world/dry-run.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { calendar, person, route, world } from '../setup/builders.ts';

const SIGNATURE = { title: '签名.png', sha256: 'a'.repeat(64) };
const signed = (rules: Partial<Rules> = {}, more: object = {}): Route => {
  const plain = route({ people: ['ann'], may: ['APPROVE', 'REJECT', 'RETURN', 'COMMENT'], rules: { signature: 'REQUIRED', ...rules } });
  return { ...plain, steps: plain.steps.map((step) => ({ ...step, ...more })) };
};

describe('a step that asks for a signature', () => {
  it('is neither agreed to nor refused without one; sending back decides nothing yet, and needs none', () => {
    const box = new ApprovalBox(signed());
    expect(box.approve('ann')).toBe('SIGNATURE_REQUIRED');
    expect(box.reject('ann')).toBe('SIGNATURE_REQUIRED');
    // A title is no picture.
    expect(box.approve('ann', { signature: { title: '签名.png' } })).toBe('SIGNATURE_REQUIRED');
    expect(box.decide('ann', 'RETURN', '请补充')).toBeNull();
    const other = new ApprovalBox(signed());
    expect(other.approve('ann', { signature: SIGNATURE })).toBeNull();
    expect(other.last('DecisionMade').signature).toEqual(SIGNATURE);
    expect(other.state.decisions.at(-1)?.signature).toEqual(SIGNATURE);
  });

  it('a route that does not ask decides as before, and its events are the same', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    expect(box.approve('ann')).toBeNull();
    expect(Object.keys(box.last('DecisionMade'))).not.toContain('signature');
  });

  it('is decided case by case, and on a page: no batch, no answer by mail', () => {
    const batched = signed({}, { batch: true });
    expect(mayBeBatched(batched, 0)).toBe(false);
    expect(checkRoute(batched).faults.map(({ zh }) => zh)).toEqual([expect.stringMatching(/batch：.*签名/)]);
    expect(checkRoute(signed()).faults).toEqual([]);
    expect([mayBeAnsweredByMail(signed(), 0), mayBeAnsweredByMail(route({ people: ['ann'] }), 0)]).toEqual([false, true]);
    for (const rules of [{ assurance: 'email+otp' }, { freshSignIn: { minutes: 15, ways: [] } }] as const)
      expect(mayBeAnsweredByMail(route({ people: ['ann'], rules }), 0)).toBe(false);
    const silent = signed({ timeout: { action: 'PASS', afterWorkdays: 0 } }, { limit: { n: 5, unit: 'WD' } });
    expect(
      checkRoute(silent)
        .warnings.map(({ en }) => en)
        .join(),
    ).toContain('nothing is signed where time running out');
  });

  it('shows who signed in the reading and the history, asks for it in the act, and says so in a dry run', () => {
    const box = new ApprovalBox(signed());
    const actor = { ...person('ann'), person: 'ann' };
    const asker = { context: { now: box.now, actor, commandId: 'c', rules: RULES }, may: () => null };
    const fields = (act: string) => actsNow(box.state, asker).find((one) => one.act === act);
    expect(fields('APPROVE')).toMatchObject({
      refused: null,
      fields: expect.arrayContaining([{ name: 'signature', kind: 'SIGNATURE', required: true }]),
    });
    expect(fields('RETURN')?.fields.map(({ kind }) => kind)).not.toContain('SIGNATURE');
    const reading = () => readingOf(box.state, { today: '2026-11-24', calendar, holders: () => [] }, false).steps[0];
    expect(reading()).toMatchObject({ signature: true, answers: [] });
    box.approve('ann', { signature: SIGNATURE });
    expect(reading()?.answers).toMatchObject([{ signature: SIGNATURE }]);
    const line = box.events.find(({ type }) => type === 'DecisionMade');
    expect(line === undefined ? '' : narrate(box.state, line, (id) => ({ zh: id, en: id })).text.zh).toBe('ann同意（已签名）');
    const tried = dryRun(
      { route: signed(), content: { summary: [], documents: [] }, applicant: 'manager', project: 'QH-01', named: {}, from: '2026-11-24' },
      world(),
    );
    expect(tried.steps.map(({ signature }) => signature)).toEqual([true]);
  });
});

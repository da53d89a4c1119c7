import { describe, expect, it } from 'vitest';
import { allow } from '../../domain/kernel/case.ts';
import type { Context } from '../../domain/kernel/context.ts';
import { rejection } from '../../domain/kernel/rejection.ts';
import {
  confirmProposal,
  type Ended,
  endWords,
  expireProposal,
  type Proposal,
  type Proposals,
  proposalAgenda,
  refuseProposal,
  withoutProposal,
} from '../../domain/programme/proposal.ts';
import { clock, person } from '../setup/builders.ts';

type Wish = Proposal & { readonly about: string };
type Happened = { readonly type: 'Ended' | 'Done'; readonly data: Partial<Ended> };
const wish: Wish = { proposal: 'P-1', by: 'ann', until: '2026-03-31', about: 'cleo' };
const another = rejection('NOT_YOURS', '须由另一人确认。', 'Another person must confirm.');
const proposals: Proposals<Wish, Happened> = {
  waiting: { 'P-1': wish },
  ended: (_, end) => ({ type: 'Ended', data: end }),
  another,
  concerns: ({ about }, me) => about === me,
};
const by = (actor: Context['actor']): Context => ({ now: '2026-03-02T02:00:00.000Z', actor, commandId: 'c', rules: 3 });
const director = by(person('dora', 'OFFICE_DIRECTOR'));
const done = () => allow<Happened>({ type: 'Done', data: {} });
const confirm = (context: Context, id = 'P-1') => confirmProposal(proposals, id, context, done);
const refuses = (context: Context, reason = '不宜') => refuseProposal(proposals, { proposal: 'P-1', reason }, context);

describe('a proposal of one person', () => {
  it('is confirmed by another who may, and by nobody who proposed it, whom it concerns, or who holds nothing', () => {
    expect(confirm(director)).toEqual(done());
    for (const context of [
      by(person('ann', 'OFFICE_DIRECTOR')),
      by(person('cleo', 'OFFICE_DIRECTOR')),
      by(person('eve', 'FINANCE')),
      by({ ...person('', 'OFFICE_DIRECTOR'), person: null }),
    ])
      expect(confirm(context)).toEqual({ ok: false, rejection: another });
    for (const id of ['P-2', '__proto__', 'constructor']) expect(confirm(director, id)).toMatchObject({ ok: false });
  });

  it('is refused by whoever may confirm and taken back by whoever made it, with a reason', () => {
    expect(refuses(director)).toEqual(allow({ type: 'Ended', data: { why: 'REFUSED', reason: '不宜' } }));
    expect(refuses(by(person('ann')))).toEqual(allow({ type: 'Ended', data: { why: 'WITHDRAWN', reason: '不宜' } }));
    expect(refuses(director, ' ')).toMatchObject({ ok: false, rejection: { code: 'REASON_REQUIRED' } });
    expect(refuses(by(person('eve', 'FINANCE')))).toEqual({ ok: false, rejection: another });
  });

  it('runs out at the end of its last day, by the clock alone, and once', () => {
    expect(proposalAgenda(proposals.waiting, (proposal) => ({ type: 'Expire', proposal }))).toEqual([
      { at: '2026-03-31T16:00:00.000Z', command: { type: 'Expire', proposal: 'P-1' } },
    ]);
    expect(expireProposal(proposals, 'P-1', director)).toMatchObject({ ok: false, rejection: { code: 'SYSTEM_ONLY' } });
    expect(expireProposal(proposals, 'P-1', by(clock))).toEqual(
      allow({
        type: 'Ended',
        data: {
          why: 'EXPIRED',
          reason: '2026年3月31日到期',
          words: { zh: '2026年3月31日到期', en: 'nobody confirmed it by 31 Mar 2026' },
        },
      }),
    );
    expect(expireProposal(proposals, 'P-9', by(clock))).toEqual(allow());
  });

  it('says in both languages why it ended, and in their own words what people wrote', () => {
    expect(endWords({ why: 'REFUSED', reason: '不宜' })).toEqual({ zh: '不宜', en: '不宜' });
    // As a release up to 0.5.0 recorded it.
    expect(endWords({ why: 'EXPIRED', reason: '2026年3月31日到期' }).en).toBe('nobody confirmed it in time');
    const words = { zh: '甲', en: 'a' };
    expect(endWords({ why: 'OVERTAKEN', reason: '甲', words })).toEqual(words);
  });

  it('waits no longer once it is decided; the others do', () => {
    const two = { ...proposals.waiting, 'P-2': { ...wish, proposal: 'P-2' } };
    expect(Object.keys(withoutProposal(two, 'P-1') ?? {})).toEqual(['P-2']);
    expect(withoutProposal(two, 'P-9')).toBeNull();
    expect(withoutProposal(undefined, undefined)).toBeNull();
  });
});

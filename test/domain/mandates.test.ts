import { describe, expect, it } from 'vitest';
import type { Desk } from '../../domain/approval/desk.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeCommand, ProgrammeEvent, ProgrammeState, PublicProgrammeCommand } from '../../domain/programme/facts.ts';
import { standInFor } from '../../domain/programme/mandates.ts';
import { clock, openProgramme, person, profile, route, Sandbox, surveyBasis, world } from '../setup/builders.ts';

const officer = person('officer', 'PROGRAMME_OFFICER');
const leader = person('leader', 'GROUP_LEADER');
const onDesk = (desk: Desk) => (desk.mandate === null ? ['approval/QH-01.FSR', 'approval/QH-02.PAYMENT.1'] : ['approval/QH-01.FSR']);

function opened() {
  const box = new Sandbox(programmeCase, world(undefined, undefined, { cases: onDesk, unknown: ['ghost'] }));
  box.now = '2024-09-10T02:00:00.000Z';
  const roles = [
    { role: 'PROGRAMME_OFFICER' as const, person: 'officer' },
    { role: 'NDRC' as const, person: 'ann' },
    { role: 'NDRC_HEAD' as const, person: 'ann' },
    { role: 'FINANCE' as const, person: 'ben' },
  ];
  expect(box.send(openProgramme(roles), officer)).toBeNull();
  return box;
}
const grant = (changed: Partial<Extract<PublicProgrammeCommand, { type: 'GrantMandate' }>> = {}) =>
  ({
    type: 'GrantMandate',
    principal: 'ann',
    delegate: 'carl',
    from: '2024-09-10',
    to: '2024-09-20',
    basis: '青发改函〔2024〕3号',
    ...changed,
  }) as const;
/** Set by the principal themselves, a mandate needs nobody else (test/domain/people.test.ts). */
const ann = person('ann', 'NDRC', 'NDRC_HEAD');
const told = (box: ReturnType<typeof opened>) => {
  const event = box.events.at(-1);
  return event === undefined ? [] : programmeCase.consequences(box.state, event);
};

/** What is told of the last event holds no Chinese for readers of English. */
function inEnglish(box: Sandbox<ProgrammeState, ProgrammeCommand, ProgrammeEvent>): void {
  const last = box.events.at(-1);
  const told = last === undefined ? [] : programmeCase.notices(box.state, last);
  expect(told.length).toBeGreaterThan(0);
  for (const { facts } of told) expect('says' in facts ? facts.says.en : '').not.toMatch(/\p{Script=Han}/u);
}

describe('a mandate (代理)', () => {
  it('is set by the person himself or by a clerk for him (Kit#202), nobody else', () => {
    expect(opened().send(grant(), person('ann'))).toBeNull();
    expect(opened().send(grant(), officer)).toBeNull();
    expect(opened().send(grant(), person('carl'))).toMatchObject({ code: 'NOT_YOURS' });
  });

  it('that begins today begins at once, and tells every case in which the absent person has something to do', () => {
    const box = opened();
    box.send(grant(), ann);
    expect(box.types.slice(-2)).toEqual(['MandateGranted', 'MandateBegan']);
    expect(told(box)).toMatchObject([
      {
        kind: 'tell',
        stream: 'approval/QH-01.FSR',
        command: { type: 'StandIn', mandate: 'DL-1', principal: 'ann', delegate: 'carl', basis: '青发改函〔2024〕3号' },
      },
      { kind: 'tell', stream: 'approval/QH-02.PAYMENT.1' },
    ]);
    const began = box.events.at(-1);
    const says = {
      zh: '2024年9月10日至2024年9月20日，{person}的审批由{by}代理',
      en: 'from 10 Sep 2024 to 20 Sep 2024, {by} acts for {person}',
      person: 'ann',
      by: 'carl',
    };
    expect(began === undefined ? [] : programmeCase.notices(box.state, began)).toEqual([
      { template: 'mandate', to: { person: 'ann' }, facts: { says } },
      { template: 'mandate', to: { person: 'carl' }, facts: { says } },
    ]);
    expect(standInFor(box.state, 'ann', { route: 'FSR', project: 'QH-01' })).toEqual({ delegate: 'carl', mandate: 'DL-1' });
  });

  it('that is planned begins with its first day and ends with its last, by the clock', () => {
    const box = opened();
    box.send(grant({ from: '2024-09-12' }), ann);
    expect(standInFor(box.state, 'ann', { route: 'FSR', project: null })).toBeNull();
    const next = () => programmeCase.agenda(box.state).find((item) => item.command.type.endsWith('Mandate'));
    expect(next()?.at).toBe('2024-09-11T16:00:00.000Z');
    for (const expected of ['MandateBegan', 'MandateEnded']) {
      const due = next();
      if (due === undefined) throw new Error('nothing on the agenda');
      box.now = due.at;
      expect(box.send(due.command, clock)).toBeNull();
      expect(box.types.at(-1)).toBe(expected);
    }
    expect(box.now).toBe('2024-09-20T16:00:00.000Z');
    const words = { zh: '2024年9月20日到期', en: 'it ended on 20 Sep 2024' };
    const ended = box.events.at(-1);
    expect(ended === undefined ? null : tellEvent({ stream: 'programme/QH', ...ended }).en).toMatch(/it ended on 20 Sep 2024$/);
    expect(told(box)).toEqual([
      { kind: 'tell', stream: 'approval/QH-01.FSR', command: { type: 'StandInEnds', mandate: 'DL-1', reason: words.zh, words } },
    ]);
    expect(standInFor(box.state, 'ann', { route: 'FSR', project: null })).toBeNull();
    expect(box.send({ type: 'EndMandate', mandate: 'DL-1' }, officer)).toMatchObject({ code: 'SYSTEM_ONLY' });
  });

  it.each<[string, Partial<Extract<PublicProgrammeCommand, { type: 'GrantMandate' }>>, string]>([
    ['to himself', { delegate: 'ann' }, 'principal and delegate must be two people; they are the same person'],
    ['that ends before it begins', { from: '2024-09-21' }, 'from 21 Sep 2024 must not lie after to 20 Sep 2024'],
    ['that is over already', { from: '2024-09-01', to: '2024-09-09' }, 'to must not lie in the past; 9 Sep 2024 does'],
    ['without a written basis', { basis: '  ' }, 'there is no written basis'],
  ])('is refused %s', (_what, changed, fault) => {
    const refused = opened().send(grant(changed), officer);
    expect(refused).toMatchObject({ code: 'MANDATE_INVALID' });
    expect(refused?.faults).toContain(fault);
  });

  it('is refused twice for the same days and matters, and where it would close a circle; a chain is allowed and does not cascade', () => {
    const box = opened();
    box.send(grant(), officer);
    expect(box.send(grant({ delegate: 'dora' }), officer)?.faults).toEqual(['DL-1 already names carl for ann from 10 Sep 2024 to 20 Sep 2024']);
    expect(box.send(grant({ principal: 'carl', delegate: 'ann' }), officer)?.faults).toEqual(['it would close a circle: carl → ann → carl']);
    expect(box.send(grant({ principal: 'carl', delegate: 'dora' }), officer)).toBeNull();
    expect(box.send(grant({ principal: 'dora', delegate: 'ann' }), officer)?.faults).toEqual(['it would close a circle: dora → ann → carl → dora']);
    expect(box.send(grant({ delegate: 'dora', from: '2024-09-21', to: '2024-09-30' }), officer)).toBeNull();
  });

  it('may name who acts next: each another person, in no circle, told of it and looked at on every desk when it ends', () => {
    const box = opened();
    const faulty = box.send(grant({ further: ['carl', 'ann'] }), ann);
    expect(faulty?.faults).toContain('those who act must each be another person, and not the principal');
    expect(box.send(grant({ further: ['dora', 'emil'] }), ann)).toBeNull();
    expect(told(box)).toMatchObject([{ command: { type: 'StandIn', delegate: 'carl', further: ['dora', 'emil'] } }, {}]);
    expect(box.send(grant({ principal: 'dora', delegate: 'ann' }), officer)?.faults).toEqual(['it would close a circle: dora → ann → dora']);
    const began = box.events.at(-1);
    const people = began === undefined ? [] : programmeCase.notices(box.state, began).map(({ to }) => to);
    expect(people).toEqual(['ann', 'carl', 'dora', 'emil'].map((id) => ({ person: id })));
    expect(standInFor(box.state, 'ann', { route: 'FSR', project: 'QH-01' })).toEqual({
      delegate: 'carl',
      further: ['dora', 'emil'],
      mandate: 'DL-1',
    });
    box.send({ type: 'RevokeMandate', mandate: 'DL-1', reason: '提前返岗' }, ann);
    expect(box.events.at(-1)?.data).toMatchObject({ desk: { person: 'carl', mandate: 'DL-1', also: ['dora', 'emil'] } });
  });

  it('names routes and projects of its programme alone, all that are none at once', () => {
    const refused = opened().send(grant({ scope: { routes: ['FSR', 'NOPE'], projects: ['QH-99'] } }), ann);
    expect(refused?.faults).toEqual([
      'scope.routes must name routes of this programme, and NOPE is none',
      'scope.projects must name projects of this programme, and QH-99 is none',
    ]);
    expect(refused?.faultsZh?.join()).toContain('QH-99');
  });

  it('holds for the routes and projects of its scope alone', () => {
    const box = opened();
    expect(box.send({ type: 'RegisterProject', project: { profile, survey: surveyBasis, panel: [] } }, officer)).toBeNull();
    box.send(grant({ scope: { routes: ['FSR'], projects: ['QH-01'] } }), ann);
    expect(standInFor(box.state, 'ann', { route: 'FSR', project: 'QH-01' })).not.toBeNull();
    for (const matter of [
      { route: 'PAYMENT', project: 'QH-01' },
      { route: 'FSR', project: 'QH-02' },
      { route: 'FSR', project: null },
    ])
      expect(standInFor(box.state, 'ann', matter)).toBeNull();
    expect(box.send(grant({ delegate: 'dora', scope: { routes: ['PAYMENT'] } }), ann)).toBeNull();
  });

  it('is refused for somebody whom nobody knows, with nothing recorded', () => {
    const box = opened();
    const before = box.events.length;
    expect(() => box.send(grant({ delegate: 'ghost' }), officer)).toThrow('there is no person ghost');
    expect(box.events.length).toBe(before);
  });

  it('can be revoked before its end by whoever may set it', () => {
    const box = opened();
    box.send(grant(), officer);
    expect(box.send({ type: 'RevokeMandate', mandate: 'DL-1', reason: '提前返岗' }, person('carl'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ type: 'RevokeMandate', mandate: 'DL-1', reason: '提前返岗' }, person('ann'))).toBeNull();
    expect(told(box)).toMatchObject([{ command: { type: 'StandInEnds', reason: '提前返岗' } }]);
    expect(box.send({ type: 'RevokeMandate', mandate: 'DL-1', reason: 'x' }, officer)).toMatchObject({ code: 'UNKNOWN_ITEM' });
  });
});

describe('离职转办 (a person who leaves)', () => {
  it('hands over desk, roles and mandates in one act, and is never asked again', () => {
    const box = opened();
    box.send(grant(), ann);
    expect(box.send({ type: 'HandOverDesk', from: 'ann', to: 'dora', roles: true, basis: '青人社〔2024〕8号' }, officer)).toBeNull();
    expect(box.state).toMatchObject({ left: ['ann'], mandates: {}, roles: { NDRC: [], NDRC_HEAD: [] } });
    expect(Object.values(box.state.proposals ?? {})).toMatchObject([
      { role: 'NDRC', person: 'dora' },
      { role: 'NDRC_HEAD', person: 'dora' },
    ]);
    expect(told(box)).toMatchObject([{ command: { type: 'PersonLeft', from: 'ann', to: 'dora' } }, { stream: 'approval/QH-02.PAYMENT.1' }]);
    expect(box.send({ type: 'AssignRole', role: 'ECOLOGY', person: 'ann', basis: '返聘' }, officer)).toBeNull();
    expect(box.state.left).toEqual([]);
  });

  it('is the office’s to do, needs a written basis, and does not leave the office empty', () => {
    const box = opened();
    const hand = { type: 'HandOverDesk', from: 'officer', to: 'dora', roles: false, basis: '' } as const;
    expect(box.send(hand, person('ann'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(() => box.send(hand, officer)).toThrow('there is no written basis\nthe programme office would be left without anybody');
    expect(() => box.send({ ...hand, to: 'officer', basis: 'x' }, officer)).toThrow('from and to are the same person');
  });
});

describe('routes of a county', () => {
  const own = route({ members: [{ role: 'NDRC' }] });

  it('are adopted without a fault only, numbered on, and can be withdrawn', () => {
    const box = opened();
    expect(box.send({ type: 'AdoptRoute', route: { ...own, code: 'FSR' }, basis: '青政办发〔2024〕1号' }, person('ann'))).toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(box.send({ type: 'AdoptRoute', route: route({ members: [{ role: 'FIRE' }], may: ['REJECT'] }), basis: 'x' }, officer)?.faults).toEqual([
      'steps[0] (s0).may: there is no way out: nobody may approve',
      'steps[0] (s0).who: nobody holds FIRE',
    ]);
    for (const version of [1, 2]) {
      expect(box.send({ type: 'AdoptRoute', route: { ...own, code: 'FSR' }, basis: '青政办发〔2024〕1号' }, officer)).toBeNull();
      expect(box.state.routes.FSR?.version).toBe(version === 1 ? undefined : 1);
      expect(box.send({ type: 'ConfirmRoute', proposal: `RT-${version}` }, leader)).toBeNull();
      expect(box.state.routes.FSR).toMatchObject({ version, adoptedBy: 'QH' });
    }
    expect(box.send({ type: 'WithdrawRoute', code: 'FSR', basis: 'x' }, officer)).toBeNull();
    expect(box.send({ type: 'ConfirmRoute', proposal: 'RT-3' }, leader)).toBeNull();
    expect(box.state.routes.FSR).toBeUndefined();
    expect(box.send({ type: 'WithdrawRoute', code: 'FSR', basis: 'x' }, officer)).toMatchObject({ code: 'UNKNOWN_ITEM' });
    box.send({ type: 'AdoptRoute', route: { ...own, code: 'FSR' }, basis: 'x' }, officer);
    box.send({ type: 'ConfirmRoute', proposal: 'RT-4' }, leader);
    expect(box.state.routes.FSR?.version).toBe(3);
  });

  it('hold by two people: proposed by one, confirmed by another whom the route does not name, or refused, or forgotten', () => {
    const box = opened();
    const named = { ...route({ members: [{ person: 'ann' }] }), code: 'PAYMENT' };
    const adopt = { type: 'AdoptRoute', route: named, basis: '青政办发〔2024〕1号' } as const;
    const confirm = (proposal: string) => ({ type: 'ConfirmRoute', proposal }) as const;
    expect(box.send({ ...adopt, basis: ' ' }, officer)).toMatchObject({ code: 'INCOMPLETE' });
    expect(box.send(adopt, officer)).toBeNull();
    expect(box.state.routes.PAYMENT).toBeUndefined();
    expect(box.send(adopt, officer)).toMatchObject({ code: 'DUPLICATE' });
    for (const actor of [officer, person('ann', 'OFFICE_DIRECTOR'), person('ben', 'NDRC'), { ...leader, person: null }])
      expect(box.send(confirm('RT-1'), actor)).toMatchObject({ code: 'NOT_YOURS' });
    expect(box.send({ type: 'RefuseRoute', proposal: 'RT-1', reason: ' ' }, leader)).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(box.send({ type: 'RefuseRoute', proposal: 'RT-1', reason: '不合规定' }, leader)).toBeNull();
    expect(box.send(confirm('RT-1'), leader)).toMatchObject({ code: 'UNKNOWN_ITEM' });
    // A role that somebody held when it was proposed, and nobody when it is confirmed.
    expect(box.send({ ...adopt, route: { ...own, code: 'PAYMENT' } }, officer)).toBeNull();
    box.send({ type: 'HandOverDesk', from: 'ann', to: 'dora', roles: false, basis: 'x' }, officer);
    expect(box.send(confirm('RT-2'), leader)).toBeNull();
    expect(box.events.at(-1)).toMatchObject({ type: 'RouteProposalEnded', data: { why: 'OVERTAKEN' } });
    inEnglish(box);
    expect(
      box.send(
        { ...adopt, route: { ...named, steps: named.steps.map((s) => ({ ...s, who: { ...s.who, members: [{ person: 'carl' }] } })) } },
        officer,
      ),
    ).toBeNull();
    expect(box.send({ type: 'ExpireRoute', proposal: 'RT-3' }, clock)).toBeNull();
    expect(box.events.at(-1)).toMatchObject({ type: 'RouteProposalEnded', data: { why: 'EXPIRED' } });
    inEnglish(box);
    expect(box.state.routes).toEqual({});
  });

  it('were adopted by one person up to 0.5.0, and still are when such a command is played again', () => {
    const box = opened();
    const command = { type: 'AdoptRoute', route: { ...own, code: 'FSR' }, basis: 'x' } as const;
    const decided = programmeCase.decide(box.state, command, { now: box.now, actor: officer, commandId: 'old', rules: 2 });
    expect(decided).toMatchObject({ ok: true, events: [{ type: 'RouteAdopted', data: { adopted: { version: 1 } } }] });
  });
});

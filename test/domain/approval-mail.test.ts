import { describe, expect, it } from 'vitest';
import type { ApprovalCommand } from '../../domain/approval/messages.ts';
import { narrate } from '../../domain/approval/narrate.ts';
import type { Actor, Assurance, SignInWay } from '../../domain/kernel/actor.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { person, route } from '../setup/builders.ts';

const somebody: Actor = { person: null, door: 'link', assurance: 'none', roles: [] };
const byLink = (who: string, assurance: Assurance = 'email-possession'): Actor => ({ person: who, door: 'link', assurance, roles: [] });
const both = () => new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }));
const later = (box: ApprovalBox, minutes: number): void => {
  box.now = new Date(Date.parse(box.now) + minutes * 60_000).toISOString();
};
const send = (box: ApprovalBox, command: ApprovalCommand, actor: Actor): string | null => box.send(command, actor)?.code ?? null;
/** What the events since told whom. */
const toldBy = (box: ApprovalBox, work: () => void): readonly string[] => {
  const before = box.events.length;
  work();
  return box.events.slice(before).flatMap((event) => box.told(event));
};

describe('a link, once more', () => {
  it('goes to its holder alone, whoever stands at the page; not twice within ten minutes', () => {
    const box = both();
    const task = box.taskOf('ann');
    expect(toldBy(box, () => expect(send(box, { type: 'AskMail', what: 'LINK', task }, somebody)).toBeNull())).toEqual(['fresh-link:ann']);
    later(box, 9);
    expect(send(box, { type: 'AskMail', what: 'LINK', task }, somebody)).toBe('TOO_SOON');
    expect(send(box, { type: 'AskMail', what: 'LINK', task: box.taskOf('ben') }, somebody)).toBeNull();
    later(box, 1);
    expect(send(box, { type: 'AskMail', what: 'LINK', task }, somebody)).toBeNull();
    expect(narrate(box.state, box.events.at(-1) as never, (id) => ({ zh: id, en: id })).text.zh).toContain('重新发送链接');
  });

  it('is not sent for a task that is over, nor asked for by somebody whose it is not', () => {
    const box = both();
    const task = box.taskOf('ann');
    expect(send(box, { type: 'AskMail', what: 'LINK', task }, person('ben'))).toBe('NOT_ASKED');
    expect(send(box, { type: 'AskMail', what: 'LINK', task }, person('officer', 'PROGRAMME_OFFICER'))).toBeNull();
    box.approve('ann');
    expect(send(box, { type: 'AskMail', what: 'LINK', task }, somebody)).toBe('CLOSED');
    expect(send(box, { type: 'AskMail', what: 'LINK', task: 99 }, somebody)).toBe('CLOSED');
  });

  it('nobody can say that he asked in another’s name by another door', () => {
    const box = both();
    expect(send(box, { type: 'AskMail', what: 'LINK', task: box.taskOf('ann') }, { ...somebody, door: 'api' })).toBe('NOT_ASKED');
  });
});

describe('a step that asks for more than a link', () => {
  const coded = () => new ApprovalBox(route({ people: ['ann'], rules: { assurance: 'email+otp' } }));
  const decide = (box: ApprovalBox): ApprovalCommand => ({ type: 'Decide', choice: 'APPROVE', seen: box.state.contentHash });

  it.each([
    ['email-possession', 'ASSURANCE_TOO_LOW'],
    ['email+otp', null],
    ['session', null],
  ] as const)('with a code: %s gives %s', (assurance, code) => {
    const box = coded();
    expect(send(box, decide(box), byLink('ann', assurance))).toBe(code);
  });

  it('a sign-in is more than a code', () => {
    const box = new ApprovalBox(route({ people: ['ann'], rules: { assurance: 'session' } }));
    expect(send(box, decide(box), byLink('ann', 'email+otp'))).toBe('ASSURANCE_TOO_LOW');
    expect(send(box, decide(box), byLink('ann', 'session'))).toBeNull();
  });

  it('a sign-in is fresh for as long as the route says, by its ways alone; a key for a program never is', () => {
    const fresh = (ways: readonly SignInWay[]) => new ApprovalBox(route({ people: ['ann'], rules: { freshSignIn: { minutes: 15, ways } } }));
    const minutesAgo = (box: ApprovalBox, minutes: number): string => new Date(Date.parse(box.now) - minutes * 60_000).toISOString();
    const tried = (ways: readonly SignInWay[], how: SignInWay, minutes: number) => {
      const box = fresh(ways);
      return send(box, decide(box), { ...byLink('ann', 'session'), signedIn: { how, at: minutesAgo(box, minutes) } });
    };
    expect(tried([], 'email+otp', 15)).toBeNull();
    expect(tried([], 'email+otp', 16)).toBe('ASSURANCE_TOO_LOW');
    expect(tried([], 'key', 1)).toBe('ASSURANCE_TOO_LOW');
    expect(tried(['password+totp', 'oidc'], 'oidc', 1)).toBeNull();
    expect(tried(['password+totp', 'oidc'], 'email+otp', 1)).toBe('ASSURANCE_TOO_LOW');
    const box = fresh([]);
    expect(send(box, decide(box), byLink('ann', 'session'))).toBe('ASSURANCE_TOO_LOW');
    expect(send(box, { type: 'Comment', text: 'x' }, byLink('ann'))).toBeNull();
  });

  it('nor can the decision be passed on with less; questions and remarks can be made', () => {
    const box = coded();
    expect(send(box, { type: 'HandOver', to: 'carl', reason: 'x' }, byLink('ann'))).toBe('ASSURANCE_TOO_LOW');
    expect(send(box, { type: 'Comment', text: 'x' }, byLink('ann'))).toBeNull();
  });

  it('has its code sent to the holder, once a minute, also to take a decision back', () => {
    const box = new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'], rules: { assurance: 'email+otp' } }));
    const task = box.taskOf('ann');
    expect(send(box, { type: 'AskMail', what: 'CODE', task }, somebody)).toBe('NOT_ASKED');
    expect(toldBy(box, () => expect(send(box, { type: 'AskMail', what: 'CODE', task }, byLink('ann'))).toBeNull())).toEqual(['code:ann']);
    expect(send(box, { type: 'AskMail', what: 'CODE', task }, byLink('ann'))).toBe('TOO_SOON');
    expect(send(box, { ...decide(box), task } as ApprovalCommand, byLink('ann', 'email+otp'))).toBeNull();
    later(box, 2);
    expect(send(box, { type: 'TakeBack' }, byLink('ann'))).toBe('ASSURANCE_TOO_LOW');
    expect(send(box, { type: 'AskMail', what: 'CODE', task }, byLink('ann'))).toBeNull();
    expect(send(box, { type: 'TakeBack' }, byLink('ann', 'email+otp'))).toBeNull();
  });
});

describe('mails about what has become of it', () => {
  it('a receipt to whoever decided by mail, and by link if they wish for it, since its page says it; not to whoever was signed in', () => {
    const box = both();
    const command = (): ApprovalCommand => ({ type: 'Decide', choice: 'APPROVE', seen: box.state.contentHash });
    expect(toldBy(box, () => expect(send(box, command(), byLink('ann'))).toBeNull())).toContain('receipt:ann if wished');
    expect(toldBy(box, () => box.approve('ben'))).not.toContainEqual(expect.stringContaining('receipt:ben'));
    const other = both();
    expect(toldBy(other, () => expect(send(other, command(), { ...byLink('ann'), door: 'mail' })).toBeNull())).toContain('receipt:ann');
  });

  it('a return tells the others that their links are out of date; the next round says that it is one', () => {
    const box = both();
    expect(toldBy(box, () => box.decide('ann', 'RETURN', '补测算'))).toEqual(expect.arrayContaining(['superseded:ben', 'returned:manager']));
    expect(toldBy(box, () => box.ask('manager', { type: 'Resubmit', on: box.now.slice(0, 10) }))).toEqual(
      expect.arrayContaining(['resubmitted:ann', 'resubmitted:ben']),
    );
  });

  it('time that runs out is told to those who did not answer, as the route’s act and not theirs', () => {
    const box = new ApprovalBox(route({ people: ['ann'], limit: { n: 1, unit: 'WD' }, rules: { timeout: { action: 'PASS', afterWorkdays: 0 } } }));
    expect(box.until('2023-12-31T00:00:00.000Z')).toContain('expired:ann');
  });
});

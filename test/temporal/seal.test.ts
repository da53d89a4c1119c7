import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import { addressOf, type Consequence, tell } from '../../domain/kernel/message.ts';
import type { Origin, OwnedRequest } from '../../domain/kernel/record.ts';
import { connectionOptions, hasKnownFaults, plainServer } from '../../temporal/connect.ts';
import { addKey, KeyFile } from '../../temporal/key-file.ts';
import { createSealer, sealerFrom } from '../../temporal/seal.ts';
import { createEnvelopeGuard } from '../../worker/envelope-guard.ts';
import type { CommandEnvelope } from '../../workflows/contract.ts';
import { ownFolder } from '../setup/own-folder.ts';

const folder = ownFolder('seal');
const newFile = (name: string): string => path.join(folder, name);
const chen: Actor = { person: 'chen-zhuo', door: 'api', assurance: 'session', roles: [] };
const system: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
const decide = { type: 'Decide', choice: 'APPROVE', task: 1, seen: 'abc' };
const STREAM = 'approval/QH-01.FSR';

function guarded(options: { readonly local?: boolean; readonly told?: Consequence } = {}) {
  const file = newFile(`keys-${Math.random()}.json`);
  addKey(file, '2026-11-28T00:00:00.000Z');
  const sealer = sealerFrom(file);
  const forged: string[] = [];
  const guard = createEnvelopeGuard({
    sealer,
    consequenceAt: async () => options.told ?? null,
    onForged: ({ why }) => forged.push(why),
    isLocal: () => options.local ?? true,
  });
  const ask = async (origin: Origin | undefined, actor: Actor, stream = STREAM, commandId = 'c-1') => {
    const request = { stream, expectedVersion: 1, commandId, actor, occurredAt: '', events: [], origin } as OwnedRequest; // one without an origin is what a forger sends
    return guard.mustBeGenuine(request).then(
      () => 'recorded',
      (error: { type?: string; nonRetryable?: boolean }) => `${error.type}${error.nonRetryable === true ? '' : ' again'}`,
    );
  };
  return { file, sealer, guard, forged, ask };
}
const asSent = ({ command, rules, seal }: CommandEnvelope): Origin => ({
  kind: 'ENVELOPE',
  command,
  ...(rules === undefined ? {} : { rules }),
  ...(seal === undefined ? {} : { seal }),
});

describe('a command', () => {
  it('that somebody of this house sealed is recorded, whatever the order of its fields', async () => {
    const { sealer, ask, forged } = guarded();
    const { seal, rules } = sealer.envelope(STREAM, decide, chen, 'c-1');
    const turned = { seen: 'abc', task: 1, choice: 'APPROVE', type: 'Decide' };
    expect(
      await ask({ kind: 'ENVELOPE', command: turned, ...(rules === undefined ? {} : { rules }), ...(seal === undefined ? {} : { seal }) }, chen),
    ).toBe('recorded');
    expect(forged).toEqual([]);
  });

  it('is refused for good when anything that the seal covers was changed: case, command, person, id, rules, key, mark', async () => {
    const { sealer, ask, forged } = guarded();
    const envelope = sealer.envelope(STREAM, decide, chen, 'c-1');
    const { seal } = envelope;
    if (seal === undefined) throw new Error('no seal');
    const sent = asSent(envelope) as Extract<Origin, { kind: 'ENVELOPE' }>;
    const { rules: _rules, ...withoutRules } = sent;
    const answers = [
      await ask(sent, chen, 'approval/QH-02.FSR'),
      await ask({ ...sent, command: { ...decide, choice: 'REJECT' } as typeof decide }, chen),
      await ask(sent, { ...chen, person: 'su-mei' }),
      await ask(sent, { ...chen, onBehalfOf: 'su-mei' }),
      await ask(sent, chen, STREAM, 'c-2'),
      await ask(withoutRules, chen),
      await ask({ ...sent, seal: { ...seal, key: 'other' } }, chen),
      await ask({ ...sent, seal: { ...seal, mac: seal.mac.slice(1) } }, chen),
      await ask({ ...sent, seal: {} as typeof seal }, chen),
    ];
    expect(new Set(answers)).toEqual(new Set(['SEAL_INVALID']));
    expect(forged).toHaveLength(answers.length);
  });

  it('without a seal is refused, whatever door or person it claims; nobody outside is the clock, not even with a seal', async () => {
    const { sealer, ask, forged } = guarded();
    const clock: Actor = { ...system, door: 'clock' };
    expect(await ask({ kind: 'ENVELOPE', command: decide }, chen)).toBe('SEAL_INVALID');
    expect(await ask({ kind: 'ENVELOPE', command: decide }, system)).toBe('SEAL_INVALID');
    expect(await ask({ kind: 'ENVELOPE', command: decide }, clock)).toBe('SEAL_INVALID');
    expect(await ask(asSent(sealer.envelope(STREAM, decide, clock, 'c-1')), clock)).toBe('SEAL_INVALID');
    expect(await ask(undefined, system)).toBe('SEAL_INVALID');
    expect(await ask({ kind: 'OWN' }, chen)).toBe('SEAL_INVALID');
    expect(forged).toEqual(['NO_SEAL', 'NO_SEAL', 'CLAIMS_THE_CLOCK', 'CLAIMS_THE_CLOCK', 'NO_ORIGIN', 'NO_ORIGIN']);
    expect(await ask({ kind: 'OWN' }, clock)).toBe('recorded');
  });

  it('is refused when it is put on the queue as work of its own, and so is what would be sent on', async () => {
    const { ask, guard, forged } = guarded({ local: false });
    expect(await ask({ kind: 'OWN' }, system)).toBe('SEAL_INVALID');
    expect(() => guard.mustBeLocal()).toThrow();
    expect(forged).toEqual(['NOT_LOCAL', 'NOT_LOCAL']);
  });

  it('of another case that release 0.4.0 sent without a seal counts when the record says the same', async () => {
    const command = { type: 'Cancel', basis: 'x', more: 1 };
    const told = tell<typeof command>(addressOf<typeof command>('approval')('QH-01.FSR'), command);
    const { ask } = guarded({ told });
    const sent = (command: object): Origin => ({ kind: 'ENVELOPE', command: command as { type: string } });
    expect(await ask(sent({ type: 'Cancel', basis: 'x' }), system)).toBe('recorded');
    expect(await ask(sent({ type: 'Cancel', basis: 'y' }), system)).toBe('SEAL_INVALID');
    expect(await ask(sent({ type: 'Cancel', basis: 'x', also: 1 }), system)).toBe('SEAL_INVALID');
    expect(await ask(sent({ type: 'Cancel', basis: 'x' }), system, 'approval/QH-02.FSR')).toBe('SEAL_INVALID');
    expect(await ask(sent({ type: 'Cancel', basis: 'x' }), chen)).toBe('SEAL_INVALID');
  });
});

describe('seal keys', () => {
  it('follow one another: the newest seals, older ones are still believed, strange ones never', async () => {
    const { file, sealer } = guarded();
    const before = sealer.envelope(STREAM, decide, chen, 'c-1');
    addKey(file, '2026-11-29T00:00:00.000Z');
    const after = sealerFrom(file);
    const now = after.envelope(STREAM, decide, chen, 'c-1');
    expect(now.seal?.key).not.toBe(before.seal?.key);
    for (const { seal, ...asked } of [before, now]) expect(seal !== undefined && after.holds({ stream: STREAM, ...asked }, seal)).toBe(true);
    const strange = createSealer({ newest: { id: now.seal?.key ?? '', secret: Buffer.alloc(32, 1) }, find: () => null });
    const { seal, ...asked } = strange.envelope(STREAM, decide, chen, 'c-1');
    expect(seal !== undefined && after.holds({ stream: STREAM, ...asked }, seal)).toBe(false);
  });

  it("are their owner's alone, and a damaged file is no file of keys", () => {
    const file = newFile('own.json');
    addKey(file, '2026-11-28T00:00:00.000Z');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const short = newFile('short.json');
    writeFileSync(short, readFileSync(file, 'utf8').replace(/"secret": "[^"]*"/, '"secret": "c2hvcnQ="'));
    for (const damaged of [short, newFile('none.json')]) expect(() => new KeyFile(damaged)).toThrow();
  });
});

describe('the way to Temporal', () => {
  it('never carries an API key without TLS', () => {
    expect(connectionOptions({ ...plainServer('a:1'), apiKey: 'k' })).toEqual({ address: 'a:1', tls: {}, apiKey: 'k' });
    expect(connectionOptions(plainServer('a:1'))).toEqual({ address: 'a:1' });
  });

  it.each([
    ['1.29.4', true],
    ['1.29.5', false],
    ['1.30.0', true],
    ['1.30.2', true],
    ['1.30.3', false],
    ['1.28.9', true],
    ['1.31.0', false],
    ['2.0.0', false],
    ['cloud', false],
  ])('knows whether %s has known faults: %s', (version, faults) => {
    expect(hasKnownFaults(version)).toBe(faults);
  });
});

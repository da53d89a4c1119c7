import { describe, expect, it } from 'vitest';
import { entryOf } from '../../domain/audit/entry.ts';
import { EVENT_TYPES, factsOf, meaningOf, peopleOf } from '../../domain/audit/facts.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import { system } from '../setup/builders.ts';
import { everyRecordedEvent } from '../setup/recorded-release.ts';

const recorded = everyRecordedEvent();
const indexed = { occurredAt: '2026-11-26T01:00:00.000Z', programme: 'QH', project: 'QH-01', actor: system };

/** All strings in some data, each with what its table says of it; looked up anew here, field by field. */
function* stringsIn(value: unknown, fact: unknown): Generator<readonly [string, unknown]> {
  if (typeof value === 'string') yield [value, fact];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const deeper = Array.isArray(value) || typeof fact !== 'object' || fact === null ? fact : (Reflect.get(fact, key) ?? Reflect.get(fact, 'each'));
      yield* stringsIn(inner, deeper);
    }
  }
}

/** Everybody who ever acted, was given a role, managed or sat on a panel. */
const people = new Set(
  recorded.flatMap(({ type, data, actor }) => {
    const { roles = [], project } = data as { roles?: { person: string }[]; project?: { panel?: string[]; profile?: { manager: string } } };
    const opened = type === 'ProgrammeOpened' ? roles.map(({ person }) => person) : [];
    const registered = type === 'ProjectRegistered' ? [...(project?.panel ?? []), project?.profile?.manager] : [];
    return [actor.person, actor.onBehalfOf, ...opened, ...registered].filter((id) => typeof id === 'string');
  }),
);

describe('the facts of events', () => {
  it('call every event by a name in both languages', () => {
    expect(EVENT_TYPES.length).toBeGreaterThan(120);
    for (const { stream, type } of recorded) {
      const { zh, en } = factsOf(stream, type) ?? { zh: '', en: '' };
      expect(`${stream} ${type} ${zh} ${en}`).toMatch(/[\u4e00-\u9fff].* [a-z]/);
    }
  });

  it('name everybody whom an event of any release names: each string that is the id of a person, but in free text', () => {
    expect(people.size).toBeGreaterThan(15);
    let named = 0;
    for (const event of recorded) {
      const told = peopleOf(event);
      for (const [text, fact] of stringsIn(event.data, factsOf(event.stream, event.type)?.fields)) {
        if (!people.has(text) || fact === 'text') continue;
        named += 1;
        expect(told, `${event.stream} ${event.type} ${text}`).toContain(text);
        expect(['person', 'acting'], `${event.stream} ${event.type} ${text}`).toContain(fact);
      }
    }
    expect(named).toBeGreaterThan(1_500);
  });

  it('find each of them by --person, as who acted or as who is named', () => {
    for (const event of recorded) {
      const entry = entryOf({ ...event, programme: 'QH', project: null });
      expect([...entry.people, ...entry.mentioned].toSorted()).toEqual([...peopleOf(event)].toSorted());
    }
  });

  it('take no word of free text for a person, however much it looks like an id', () => {
    const comment = { stream: 'approval/QH-01.FSR', type: 'Commented', data: { person: 'su-mei', text: 'luo-ping', documents: [] } };
    expect(peopleOf({ ...comment, actor: system })).toEqual(['su-mei']);
    const entry = entryOf({ ...indexed, ...comment });
    expect([entry.mentioned, entry.text]).toEqual([['su-mei'], 'luo-ping']);
    // Nor where an authority outside, a light or a day stands in a field that elsewhere names somebody.
    const others = [
      { stream: 'findings/QH-01', type: 'FindingHandedOver', data: { finding: 'F-1', to: 'luo-ping', document: '移〔2026〕1号' } },
      { stream: 'construction/QH-01', type: 'LightTurned', data: { from: 'GREEN', to: 'RED', month: '2026-10', behind: 12 } },
      { stream: 'project/QH-01', type: 'HandoverRecorded', data: { facts: { assets: { to: 'luo-ping', on: '2026-10-01' } } } },
    ];
    for (const event of others) expect(peopleOf({ ...event, actor: system })).toEqual([]);
  });

  it('know nothing of a field that the event does not have, and of an event that no release wrote', () => {
    const event = { stream: 'approval/QH-01.FSR', type: 'ReadMarked', data: { task: 1, person: 'su-mei', by: 'luo-ping', number: '试〔2026〕1号' } };
    expect(meaningOf(event)).toMatchObject({ people: new Set(['su-mei']), documents: new Set() });
    const unknown = { stream: 'approval/QH-01.FSR', type: 'toString', data: { person: 'su-mei', reason: 'why' } };
    expect([peopleOf({ ...unknown, actor: system }), factsOf(unknown.stream, unknown.type)]).toEqual([[], null]);
    expect(tellEvent(unknown)).toEqual({ zh: 'toString', en: 'toString' });
  });

  it('are read of data of any shape without failing', () => {
    const hostile = [null, 1, '', 'x', [], [[]], {}, { zh: 1 }, { each: 'x' }, Object.create(null)];
    for (const { stream, type, data } of recorded.slice(0, 400)) {
      for (const key of Object.keys(data)) {
        for (const value of hostile) {
          const changed = { stream, type, data: { ...data, [key]: value } };
          expect(entryOf({ ...indexed, ...changed }).action).toBe(type);
          expect(tellEvent(changed).zh).not.toBe('');
        }
      }
    }
  });
});

describe('the stage under which an event is filed', () => {
  const filed = (stream: string, owner: string | null, data: object = {}, type = 'ReadingEnded') =>
    entryOf({ ...indexed, stream, type, data, owner }).stage;

  it('is that of the stage whose approval it is; of the project’s own approvals, and of those of nobody, APPROVALS', () => {
    expect(filed('approval/QH-01.PAYMENT.ZF-01', 'construction/QH-01')).toBe('CONSTRUCTION');
    expect(filed('approval/QH-01.SURVEY', 'survey/QH-01')).toBe('SURVEY');
    expect(filed('approval/QH-01.FSR', 'project/QH-01')).toBe('APPROVALS');
    expect(filed('approval/QH-01~A-1', null)).toBe('APPROVALS');
  });

  it('is that of its case, or the one that it names', () => {
    expect(filed('construction/QH-01', null)).toBe('CONSTRUCTION');
    for (const stage of STAGE_KEYS) expect(filed('project/QH-01', null, { stage }, 'StageStarted')).toBe(stage);
    expect(filed('project/QH-01', null, { stage: 'NONE' }, 'StageStarted')).toBeNull();
  });
});

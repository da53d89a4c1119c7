import { describe, expect, it } from 'vitest';
import { approvalAddress } from '../../domain/approval/messages.ts';
import { type CommandOf, caseOf, kindOf, stateIn, streamIn } from '../../domain/cases.ts';
import { addressOf, type Consequence, start, tell } from '../../domain/kernel/message.ts';
import { type programmeAddress, projectAddress } from '../../domain/project/facts.ts';
import { stageAddress } from '../../domain/stages/facts.ts';

/** The compiler refuses each line that is marked; `npm run check:types` fails where it does not. */
describe('a message between cases', () => {
  it('compiles only where its receiver takes it', () => {
    const manager = { type: 'ChangeManager', to: 'carl', basis: 'x' } as const;
    expect(tell(projectAddress('QH-01'), manager)).toEqual({ kind: 'tell', stream: 'project/QH-01', command: manager });
    // @ts-expect-error an approval knows no manager
    tell(approvalAddress('QH-01.FSR'), manager);
    // @ts-expect-error the reason is a text in both languages
    tell(approvalAddress('QH-01.FSR'), { type: 'Cancel', reason: 'x' });
    // @ts-expect-error a case is opened by its opening command
    start(projectAddress('QH-01'), manager);
    // @ts-expect-error a consequence is not written by hand
    const byHand: Consequence = { kind: 'tell', stream: 'project/QH-01', command: manager };
    expect(byHand.kind).toBe('tell');
  });

  it('answers an owner who takes the answer: every stage and the project, and the programme', () => {
    const owners = [
      projectAddress('QH-01'),
      stageAddress('survey')('QH-01'),
      addressOf<CommandOf<'programme'>>('programme')('QH'),
    ] satisfies Parameters<typeof owned>[0][];
    expect(owners).toEqual(['project/QH-01', 'survey/QH-01', 'programme/QH']);
    // @ts-expect-error an approval asks for none
    owned(approvalAddress('QH-01.FSR'));
  });

  it('is taken by the kinds that it is written to from further down', () => {
    // Made without knowing the kind: here both are known.
    const programme: ReturnType<typeof programmeAddress> = addressOf<CommandOf<'programme'>>('programme')('QH');
    const stages = (['survey', 'planning', 'construction', 'training', 'management', 'publicity', 'evaluation', 'acceptance'] as const).map(
      (kind): ReturnType<ReturnType<typeof stageAddress>> => addressOf<CommandOf<typeof kind>>(kind)('QH-01'),
    );
    expect([programme, ...stages].map((stream) => caseOf(stream).kind)).toEqual([programme, ...stages].map(kindOf));
  });
});

const owned = (owner: NonNullable<Parameters<typeof approvalOwner>[0]>): string => owner;
const approvalOwner = (owner: Extract<CommandOf<'approval'>, { type: 'Open' }>['owner']): unknown => owner;

describe('the map of cases', () => {
  it('types a state by its stream, and takes none of another kind', () => {
    expect(stateIn('project', { stream: 'project/QH-01', state: { status: 'RUNNING' } }).status).toBe('RUNNING');
    expect(() => stateIn('approval', { stream: 'project/QH-01', state: {} })).toThrow('must be of kind approval');
    expect(() => streamIn('approval', 'approvals/x')).toThrow('must be of kind approval');
    expect(() => kindOf('nothing/x')).toThrow('not a stream');
  });
});

/**
 * Taking over (接续办理): the office enters what happened on paper, corrects it with a reason, and a second person of it says that
 * it is complete; from then on the project stands where its facts say, and a correction takes two. Deliberately absent: what
 * follows for its stages (project/case.ts).
 */
import { allow, type Decision, refuse } from '../kernel/case.ts';
import { byRules, type Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { futureFault, incomplete, type Rejection, rejection, systemOnly, unknownItem, wrongState } from '../kernel/rejection.ts';
import type { Text } from '../kernel/values.ts';
import { isOffice, isSystem } from '../kernel/who-acts.ts';
import { STAGE_KEYS } from '../stages/all.ts';
import type { SurveyBasis } from '../standards/demand.ts';
import { factId, stageOfFact, type TakenFact } from '../taken-fact/kinds.ts';
import { type Correction, FACTS_AT_ONCE, FACTS_MOST, type Takeover, type TakeoverCommand, type TakeoverEvent } from './facts.ts';
import { factFaults, placed } from './faults.ts';
import { takenFindings } from './findings.ts';
import { closedAlready, confirmedBy, expire, proposeClosing, reasonNeeded, refuseClosing, refuseCorrection } from './proposed.ts';
import { completedBy, goesOnAfter, type Standing } from './standing.ts';

/** A project as a takeover sees it. */
export type Taken = { readonly takeover: Takeover | undefined; readonly standing: Standing; readonly survey: SurveyBasis; readonly manager: string };
type Answer = Decision<TakeoverEvent>;
type Of<T extends TakeoverCommand['type']> = Extract<TakeoverCommand, { type: T }>;

export const officeOnly = rejection(
  'NOT_YOURS',
  '接续办理由领导小组办公室登记；项目负责人不得登记本人负责的项目。',
  'The programme office takes over; nobody does so for a project that they run themselves.',
);
const notTakenOver = wrongState(
  '本项目不在接续办理中：它是在本系统内开始的，此前的事项不能再登记为接续。',
  'This project is not being taken over: it began here, and nothing can be entered as of before.',
);
const closed = wrongState(
  '接续办理已结束，不能再添加；有误的请更正（CorrectTakenOver），须由另一人确认。',
  'The takeover is closed, and nothing can be added; correct what is wrong (CorrectTakenOver), which another person confirms.',
);
const another = rejection(
  'NOT_YOURS',
  '须由办公室的另一人确认：登记或更正过本项目接续事项的人不能自行确认。',
  'Another person of the office must confirm it, who has entered or corrected nothing of it themselves.',
);

export function decideTakeover(taken: Taken, command: TakeoverCommand, context: Context): Answer {
  if (command.type === 'ExpireTakenOver')
    return isSystem(context) && taken.takeover !== undefined ? expire(taken.takeover, command) : refuse(systemOnly);
  const own = context.actor.person === taken.manager && context.actor.door !== 'import';
  if (!isOffice(context) || own) return refuse(officeOnly);
  const { takeover } = taken;
  if (takeover === undefined) return refuse(notTakenOver);
  switch (command.type) {
    case 'TakeOver':
      return takeover.status === 'CLOSED' ? refuseClosed(takeover, command) : takeOver(taken, takeover, command, context);
    case 'CorrectTakenOver':
      return correct(taken, takeover, command, context);
    case 'CloseTakeover':
      return close(taken, takeover, command, context);
    case 'ConfirmCorrection':
      return confirm(taken, takeover, command, context);
    case 'RefuseCorrection':
      return refuseCorrection(takeover, command, context);
    case 'ProposeClosing':
      return proposeClosing(takeover, command, context, () => incompleteIn(taken, takeover, context));
    case 'RefuseClosing':
      return refuseClosing(takeover, command, context);
    case 'BeginTakeover':
      return refuse(wrongState('本项目已在接续办理中或已结束接续。', 'This project is being taken over, or has been, already.'));
  }
}

const faulty = (faults: readonly Text[]): Rejection =>
  incomplete('接续事项有误，未登记。', 'What was to be taken over has faults, and nothing was recorded.', faults);

/** By their names, whatever order a database gave their fields. */
export const sameFact = (one: TakenFact, other: TakenFact): boolean => canonical(one) === canonical(other);
const canonical = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(',')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .filter(([, held]) => held !== undefined)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, held]) => `${name}:${canonical(held)}`)
          .join(',')}}`
      : JSON.stringify(value);

/** What is there already stays; the same again changes nothing. Null: one of them says something else. */
function freshOf(takeover: Takeover, facts: readonly TakenFact[]): { readonly fresh: readonly TakenFact[]; readonly faults: readonly Text[] } {
  const faults: Text[] = [];
  const fresh = facts.filter((fact, index) => {
    const known = Object.hasOwn(takeover.facts, factId(fact)) ? takeover.facts[factId(fact)] : undefined;
    if (known === undefined) return true;
    if (!sameFact(known, fact))
      faults.push({
        zh: `facts[${index}] (${factId(fact)})：已登记且内容不同；更正请用 CorrectTakenOver 并写明理由`,
        en: `facts[${index}] (${factId(fact)}) must be as it is on record; correct it with its reason (CorrectTakenOver)`,
      });
    return false;
  });
  return { fresh, faults };
}

function refuseClosed(takeover: Takeover, { facts }: Of<'TakeOver'>): Answer {
  const { fresh, faults } = freshOf(takeover, facts);
  return fresh.length === 0 && faults.length === 0 ? allow() : refuse(closed);
}

function takeOver(taken: Taken, takeover: Takeover, { facts }: Of<'TakeOver'>, context: Context): Answer {
  const { fresh, faults } = freshOf(takeover, facts);
  const known = Object.values(takeover.facts);
  const found = [
    ...faults,
    ...(facts.length > FACTS_AT_ONCE || known.length + fresh.length > FACTS_MOST
      ? [
          {
            zh: `facts：一次至多 ${FACTS_AT_ONCE} 条，一个项目至多 ${FACTS_MOST} 条`,
            en: `facts must be at most ${FACTS_AT_ONCE} at once, and ${FACTS_MOST} of a project`,
          },
        ]
      : []),
    ...factFaults([...known, ...fresh], taken.standing, {
      today: dayAt(context.now),
      whole: false,
      from: known.length,
      strict: byRules(context, 4),
    }).map((fault) => placed(fault, 'facts')),
  ];
  if (found.length > 0) return refuse(faulty(found));
  return allow<TakeoverEvent>(
    ...fresh.map((fact) => ({ type: 'FactTakenOver', data: { id: factId(fact), stage: stageOfFact(fact), fact } }) as const),
  );
}

/** The office's own console and its import stand for the installation; everybody else needs another person. */
const isSecond = ({ by }: Takeover, { actor: { person, door } }: Context): boolean => door === 'import' || (person !== null && !by.includes(person));

/** What stands against closing it; null: nothing. */
function incompleteIn({ standing }: Taken, takeover: Takeover, context: Context): Rejection | null {
  const facts = Object.values(takeover.facts);
  const faults = factFaults(facts, standing, { today: dayAt(context.now), whole: true, from: facts.length }).map((fault) => placed(fault, ''));
  if (facts.length === 0) faults.push({ zh: '尚未登记任何接续事项', en: 'facts must be there; nothing has been taken over yet' });
  return faults.length > 0
    ? incomplete('接续办理尚不齐全，未结束。', 'What was taken over is not complete, and the takeover stays open.', faults)
    : null;
}

function close(taken: Taken, takeover: Takeover, command: Of<'CloseTakeover'>, context: Context): Answer {
  const { standing, survey } = taken;
  if (takeover.status === 'CLOSED') return refuse(closedAlready);
  if (!isSecond(takeover, context)) return refuse(another);
  const against = futureFault(command.on, context) ?? incompleteIn(taken, takeover, context);
  if (against !== null) return refuse(against);
  const facts = Object.values(takeover.facts);
  const going = { today: dayAt(context.now), revises: byRules(context, 5), over: completedBy('HANDOVER', facts, standing) !== null };
  const { type: _, ...basis } = command;
  return allow<TakeoverEvent>(
    { type: 'TakeoverClosed', data: { ...basis, findings: takenFindings(facts, standing, survey) } },
    ...STAGE_KEYS.flatMap((stage): TakeoverEvent[] => {
      const result = completedBy(stage, facts, standing);
      if (result === null) return [];
      return [{ type: 'StageTakenOver', data: { stage, result, ...(goesOnAfter(stage, facts, going) ? { goesOn: true as const } : {}) } }];
    }),
  );
}

/** What a correction leads to, or why it cannot be. */
function corrected(
  { standing }: Taken,
  takeover: Takeover,
  { id, fact, reason }: Pick<Correction, 'id' | 'fact' | 'reason'>,
  context: Context,
  more: { readonly correction?: string; readonly proposedBy?: string | null } = {},
): Answer {
  const was = Object.hasOwn(takeover.facts, id) ? takeover.facts[id] : undefined;
  if (was === undefined) return refuse(unknownItem(id));
  if (fact !== null && factId(fact) !== id)
    return refuse(
      faulty([{ zh: `fact：须为同一事项 ${id}；这里是 ${factId(fact)}`, en: `fact must be of the same matter, ${id}; it is ${factId(fact)}` }]),
    );
  if (fact !== null && sameFact(was, fact))
    return refuse(rejection('DUPLICATE', '与登记的内容相同，没有更正。', 'It says the same; nothing would change.'));
  const others = Object.entries(takeover.facts).flatMap(([other, held]) => (other === id ? [] : [held]));
  const facts = fact === null ? others : [...others, fact];
  const over = takeover.status === 'CLOSED';
  const faults = factFaults(facts, standing, { today: dayAt(context.now), whole: over, from: others.length, strict: byRules(context, 4) }).map(
    (text) => placed(text, 'fact'),
  );
  const before = Object.values(takeover.facts);
  if (over && fact === null && (was.kind === 'STEP_REPLIED' || stageOfFact(was) === 'HANDOVER'))
    faults.push({
      zh: `接续办理结束后，${id} 不能删去，只能更正`,
      en: `${id} must stay once the takeover is closed; what it says can be corrected`,
    });
  if (over)
    for (const stage of STAGE_KEYS)
      if ((completedBy(stage, before, standing) === null) !== (completedBy(stage, facts, standing) === null))
        faults.push({
          zh: `接续办理结束后，更正不得改变“${stage}”是否已完成`,
          en: `a correction must not change whether ${stage} is done, once the takeover is closed`,
        });
  if (faults.length > 0) return refuse(faulty(faults));
  const changed = STAGE_KEYS.flatMap((stage): TakeoverEvent[] => {
    const [then, now] = [completedBy(stage, before, standing), completedBy(stage, facts, standing)];
    return !over || now === null || canonical(then) === canonical(now) ? [] : [{ type: 'TakenOverResultChanged', data: { stage, result: now } }];
  });
  return allow<TakeoverEvent>({ type: 'TakenOverCorrected', data: { id, stage: stageOfFact(was), was, fact, reason, ...more } }, ...changed);
}

function correct(taken: Taken, takeover: Takeover, { id, fact: other, reason: given }: Of<'CorrectTakenOver'>, context: Context): Answer {
  const [reason, fact] = [given.trim(), other ?? null];
  if (reason === '') return refuse(reasonNeeded);
  const answer = corrected(taken, takeover, { id, fact, reason }, context);
  if (!answer.ok || takeover.status === 'OPEN' || context.actor.door === 'import') return answer;
  const waiting = Object.values(takeover.corrections).find((other) => other.id === id);
  if (waiting !== undefined)
    return refuse(
      rejection(
        'DUPLICATE',
        `${waiting.correction} 已提出对此项的更正，等待确认。`,
        `${waiting.correction} corrects this already and waits to be confirmed.`,
      ),
    );
  return allow<TakeoverEvent>({
    type: 'CorrectionProposed',
    data: { correction: `JX-${takeover.correctionsMade + 1}`, id, fact, reason, by: context.actor.person, until: confirmedBy(context) },
  });
}

function confirm(taken: Taken, takeover: Takeover, { correction: id }: Of<'ConfirmCorrection'>, context: Context): Answer {
  const waiting = Object.hasOwn(takeover.corrections, id) ? takeover.corrections[id] : undefined;
  if (waiting === undefined) return refuse(unknownItem(id));
  const { person } = context.actor;
  if (person === null || person === waiting.by) return refuse(another);
  return corrected(taken, takeover, waiting, context, { correction: id, proposedBy: waiting.by });
}

/** As a project holds it that is registered to be taken over. */
export const TAKEOVER_OPEN: Takeover = { status: 'OPEN', facts: {}, by: [], findings: [], corrections: {}, correctionsMade: 0 };

type Envelope = { readonly occurredAt: string; readonly actor: { readonly person: string | null } };
const withPerson = (by: readonly string[], person: string | null): readonly string[] =>
  person === null || by.includes(person) ? by : [...by, person];

/** What was to be confirmed is another thing as soon as a fact is entered or corrected. */
function withoutClosing(takeover: Takeover): Takeover {
  const { closing: _, ...rest } = takeover;
  return rest;
}

/** The fold of the takeover itself. */
export function evolveTakeover(takeover: Takeover, event: TakeoverEvent & Envelope): Takeover {
  const { person } = event.actor;
  switch (event.type) {
    case 'TakeoverBegun':
      return TAKEOVER_OPEN;
    case 'ClosingProposed':
      return { ...takeover, closing: event.data };
    case 'ClosingEnded':
      return withoutClosing(takeover);
    case 'FactTakenOver':
      return { ...withoutClosing(takeover), facts: { ...takeover.facts, [event.data.id]: event.data.fact }, by: withPerson(takeover.by, person) };
    case 'TakenOverCorrected': {
      const { id, fact, correction } = event.data;
      const { [id]: _, ...others } = takeover.facts;
      const corrections = Object.fromEntries(Object.entries(takeover.corrections).filter(([waiting]) => waiting !== correction));
      return {
        ...withoutClosing(takeover),
        facts: fact === null ? others : { ...others, [id]: fact },
        by: withPerson(takeover.by, person),
        corrections,
      };
    }
    case 'CorrectionProposed':
      return {
        ...takeover,
        corrections: { ...takeover.corrections, [event.data.correction]: event.data },
        correctionsMade: takeover.correctionsMade + 1,
      };
    case 'CorrectionRefused':
      return { ...takeover, corrections: Object.fromEntries(Object.entries(takeover.corrections).filter(([id]) => id !== event.data.correction)) };
    case 'TakeoverClosed':
      return {
        ...withoutClosing(takeover),
        status: 'CLOSED',
        findings: event.data.findings,
        closed: { by: person, on: dayAt(event.occurredAt), document: event.data.document },
      };
    case 'StageTakenOver':
    case 'TakenOverResultChanged':
      return takeover;
  }
}

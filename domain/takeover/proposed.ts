/**
 * What one person of the office proposes of a takeover and another confirms: that it is complete, and corrections of what is
 * closed. How both are taken back, refused and run out, when that is, and who is told. Deliberately absent: what a
 * confirmation leads to (decide.ts).
 */
import { clocksOn } from '../calendar/clock-rules.ts';
import { type AgendaItem, allow, type Decision, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { addDays, at, dayAt } from '../kernel/days.ts';
import { futureFault, type Rejection, rejection, unknownItem, wrongState } from '../kernel/rejection.ts';
import type { Role } from '../kernel/role.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { NoticeDue } from '../notice-facts.ts';
import { dayWords } from '../words/days.ts';
import { factName } from './fact-words.ts';
import { CLOSING, type Takeover, type TakeoverCommand, type TakeoverEnd, type TakeoverEvent } from './facts.ts';

type Of<T extends TakeoverCommand['type']> = Extract<TakeoverCommand, { type: T }>;
type Answer = Decision<TakeoverEvent>;

export const reasonNeeded: Rejection = rejection('REASON_REQUIRED', '请写明理由。', 'Please give a reason.');
export const closedAlready: Rejection = wrongState('接续办理已结束。', 'The takeover is closed already.');

/** The last day on which what is proposed today can be confirmed. */
export const confirmedBy = ({ now }: Context): IsoDate => addDays(dayAt(now), clocksOn({}, dayAt(now)).proposalDays);

/** `faults`: what stands against closing it now. */
export function proposeClosing(takeover: Takeover, command: Of<'ProposeClosing'>, context: Context, faults: () => Rejection | null): Answer {
  if (takeover.status === 'CLOSED') return refuse(closedAlready);
  if (takeover.closing !== undefined)
    return refuse(rejection('DUPLICATE', '已提请结束接续，等待另一人核对。', 'Its end has been proposed already and waits for another person.'));
  const against = futureFault(command.on, context) ?? faults();
  if (against !== null) return refuse(against);
  const { document, on, reason } = command;
  const data = { document, on, reason: reason.trim(), by: context.actor.person, until: confirmedBy(context) };
  return data.reason === '' ? refuse(reasonNeeded) : allow<TakeoverEvent>({ type: 'ClosingProposed', data });
}

export function refuseClosing({ closing }: Takeover, { reason }: Of<'RefuseClosing'>, { actor }: Context): Answer {
  if (closing === undefined) return refuse(wrongState('没有待核对的结束接续。', 'No end of it waits to be confirmed.'));
  if (reason.trim() === '') return refuse(reasonNeeded);
  return allow<TakeoverEvent>({ type: 'ClosingEnded', data: { ...endedBy(closing.by, actor.person, reason), by: closing.by } });
}

export function refuseCorrection({ corrections }: Takeover, { correction, reason }: Of<'RefuseCorrection'>, { actor }: Context): Answer {
  const waiting = Object.hasOwn(corrections, correction) ? corrections[correction] : undefined;
  if (waiting === undefined) return refuse(unknownItem(correction));
  if (reason.trim() === '') return refuse(reasonNeeded);
  return allow<TakeoverEvent>({ type: 'CorrectionRefused', data: { correction, ...endedBy(waiting.by, actor.person, reason), by: waiting.by } });
}

const endedBy = (proposer: string | null, me: string | null, reason: string): TakeoverEnd => ({
  why: me !== null && me === proposer ? 'WITHDRAWN' : 'REFUSED',
  reason: reason.trim(),
});

/** Asked by the clock at the end of its last day. */
export function expire({ closing, corrections }: Takeover, { item }: Of<'ExpireTakenOver'>): Answer {
  const waiting = Object.hasOwn(corrections, item) ? corrections[item] : undefined;
  if (item === CLOSING && closing !== undefined)
    return allow<TakeoverEvent>({ type: 'ClosingEnded', data: { ...expired(closing.until), by: closing.by } });
  if (waiting?.until === undefined) return allow();
  return allow<TakeoverEvent>({ type: 'CorrectionRefused', data: { correction: item, ...expired(waiting.until), by: waiting.by } });
}

function expired(until: IsoDate): TakeoverEnd {
  const words: Text = { zh: `${dayWords(until).zh}到期，无人确认`, en: `nobody confirmed it by ${dayWords(until).en}` };
  return { why: 'EXPIRED', reason: words.zh, words };
}

/** When each of them runs out. */
export function takeoverAgenda(takeover: Takeover | undefined): readonly AgendaItem<Of<'ExpireTakenOver'>>[] {
  if (takeover === undefined) return [];
  const { closing, corrections } = takeover;
  const waiting = [
    ...(closing === undefined ? [] : [{ item: CLOSING, until: closing.until }]),
    ...Object.values(corrections).flatMap(({ correction, until }) => (until === undefined ? [] : [{ item: correction, until }])),
  ];
  return waiting.map(({ item, until }) => ({ at: at(until, 24), command: { type: 'ExpireTakenOver', item } }));
}

const SECONDS: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR'];
/** Whoever may be the second person is asked; whoever proposed it is told how it ended. Called with the state after the event. */
export function takeoverNotices({ takeover }: { readonly takeover?: Takeover }, event: TakeoverEvent): readonly NoticeDue[] {
  const asked = (says: Text & { readonly by?: string }): readonly NoticeDue[] =>
    SECONDS.map((role) => ({ template: 'takeover-proposed', to: { role }, facts: { says } }));
  switch (event.type) {
    case 'ClosingProposed': {
      const { document, until, by } = event.data;
      const many = Object.keys(takeover?.facts ?? {}).length;
      const [zh, en] = by === null ? ['办公室', 'The office'] : ['{by}', '{by}'];
      return asked({
        zh: `${zh}提请结束接续办理，共 ${many} 项（依据：${document}）。须由办公室另一人在${dayWords(until).zh}前核对`,
        en: `${en} says that what was taken over is complete: ${many} facts (basis: ${document}). Another person of the office must look at them by ${dayWords(until).en}`,
        ...(by === null ? {} : { by }),
      });
    }
    case 'CorrectionProposed': {
      const { correction, fact, id, reason, until, by } = event.data;
      if (until === undefined) return [];
      const was = takeover?.facts[id];
      const name = fact !== null ? factName(fact) : was === undefined ? { zh: id, en: id } : factName(was);
      const [zh, en] = by === null ? ['办公室', 'The office'] : ['{by}', '{by}'];
      return asked({
        zh: `${zh}提出更正接续事项“${name.zh}”（${correction}）：${reason}。须由办公室另一人在${dayWords(until).zh}前确认`,
        en: `${en} proposes to correct the ${name.en} that was taken over (${correction}): ${reason}. Another person of the office must confirm it by ${dayWords(until).en}`,
        ...(by === null ? {} : { by }),
      });
    }
    case 'ClosingEnded': {
      const { by, why, reason, words = { zh: reason, en: reason } } = event.data;
      if (by === null || why === 'WITHDRAWN') return [];
      const says = { zh: `提请结束接续办理未生效：${words.zh}`, en: `The proposed end of the takeover did not take effect: ${words.en}` };
      return [{ template: 'project-changed', to: { person: by }, facts: { says } }];
    }
    case 'CorrectionRefused': {
      const { correction, by, why, reason, words = { zh: reason, en: reason } } = event.data;
      if (by == null || why === undefined || why === 'WITHDRAWN') return [];
      const says = {
        zh: `接续更正 ${correction} 未生效：${words.zh}`,
        en: `Correction ${correction} of what was taken over did not take effect: ${words.en}`,
      };
      return [{ template: 'project-changed', to: { person: by }, facts: { says } }];
    }
    default:
      return [];
  }
}

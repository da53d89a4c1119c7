/**
 * Papers of the programme itself that are taken over (接续办理): the office enters them and corrects them with a reason. Nothing
 * is decided by them and nothing waits for them, so that one person does it (docs/adr/0107). Deliberately absent: what of them
 * disagrees with the projects (papers-shown.ts).
 */
import { allow, type Decision, type Recorded, refuse } from '../kernel/case.ts';
import type { Context } from '../kernel/context.ts';
import { dayAt } from '../kernel/days.ts';
import { faultAt } from '../kernel/fault.ts';
import { incomplete, type Rejection, rejection, unknownItem } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { isOffice } from '../kernel/who-acts.ts';
import { PAPERS_AT_ONCE, PAPERS_MOST, type ProgrammePaper, paperId, papersOf, paperWords } from '../taken-fact/programme-papers.ts';
import { numberTerm } from '../text/document-number.ts';

export type PaperCommand =
  | { readonly type: 'TakeOverPapers'; readonly papers: readonly ProgrammePaper[] }
  /** Another in place of one, or none (`paper` left out). */
  | { readonly type: 'CorrectPaper'; readonly id: string; readonly paper?: ProgrammePaper; readonly reason: string };

export type PaperEvent =
  | { readonly type: 'PaperTakenOver'; readonly data: { readonly id: string; readonly paper: ProgrammePaper } }
  | {
      readonly type: 'PaperCorrected';
      /** `paper` null: it is taken away. */
      readonly data: { readonly id: string; readonly was: ProgrammePaper; readonly paper: ProgrammePaper | null; readonly reason: string };
    };

/** By their ids. Absent: none was taken over. */
export type Papers = { readonly papers?: Readonly<Record<string, ProgrammePaper>> };

const officeOnly = rejection('NOT_YOURS', '项目群的接续事项由领导小组办公室登记。', 'The programme office takes over what is on paper.');
const faulty = (faults: readonly Text[]): Rejection =>
  incomplete('接续文件有误，未登记。', 'The papers have faults, and nothing was recorded.', faults);

/** By names and values, whatever order a database gave the fields. */
const written = (paper: ProgrammePaper): string =>
  JSON.stringify(
    Object.entries(paper)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, name === 'files' && Array.isArray(value) ? value.map(({ title, sha256 }) => [title, sha256]) : value])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
export const samePaper = (one: ProgrammePaper, other: ProgrammePaper): boolean => written(one) === written(other);

/** A fault of one of them: its place among those that were given. */
export type PaperFault = { readonly paper: number; readonly what: Text };
/** `papers[2] (GROUP_MEETING.HY-1).on`. */
export const paperPlaced = ({ paper, what }: PaperFault, at: string): Text => ({
  zh: `${at}[${paper}] ${what.zh}`,
  en: `${at}[${paper}] ${what.en}`,
});

/** What is wrong with `given`, beside those on record: twice, of a day to come, before there was a group, without a sum, a number twice. */
export function paperFaults(given: readonly ProgrammePaper[], known: readonly ProgrammePaper[], today: IsoDate): readonly PaperFault[] {
  const faults: PaperFault[] = [];
  const all = [...known, ...given];
  const setUp = papersOf(all, 'GROUP_SET_UP')[0];
  given.forEach((paper, index) => {
    const say = (field: string, zh: string, en: string): void => {
      faults.push({ paper: index, what: faultAt(`(${paperId(paper)}).${field}`, { zh, en }) });
    };
    const before = [...known, ...given.slice(0, index)];
    if (before.some((other) => paperId(other) === paperId(paper)))
      say('kind', '同一事项只能有一条', 'must be there once; there is another of the same matter');
    if (paper.document.trim() === '') say('document', '须填写文号', 'must be the number of its document');
    if (paper.by.trim() === '') say('by', '须写明由谁办理或出具', 'must say who did or issued it');
    if (paper.on > today) say('on', `不得晚于今天（${today}）；这里是 ${paper.on}`, `must not be after today, ${today}; there is ${paper.on}`);
    const other = before.find((one) => numberTerm(one.document) === numberTerm(paper.document) && paperId(one) !== paperId(paper));
    if (other !== undefined && paper.document.trim() !== '')
      say(
        'document',
        `文号须一件一号；${paper.document} 已用于${paperWords(other).zh}`,
        `must be a number of its own; ${paper.document} is that of ${paperWords(other).en}`,
      );
    if (paper.kind === 'GROUP_MEETING' && setUp !== undefined && paper.on < setUp.on)
      say('on', `领导小组 ${setUp.on} 才成立，会议不得早于该日`, `must not be before ${setUp.on}, when the leading group was set up`);
    if (paper.kind === 'FUNDS_GRANTED' && paper.amountFen === 0) say('amountFen', '须大于 0', 'must be more than 0');
    if (paper.kind === 'PROGRAMME_PLAN' && paper.places === 0) say('places', '须大于 0', 'must be more than 0');
    if (paper.kind === 'GROUP_MEETING' && paper.decisions.trim() === '') say('decisions', '须写明议定事项', 'must say what was decided');
  });
  // A group that was set up after its meetings is told of once, at the group.
  const group = given.findIndex(({ kind }) => kind === 'GROUP_SET_UP');
  const early = papersOf(known, 'GROUP_MEETING')[0];
  if (group >= 0 && early !== undefined && setUp !== undefined && early.on < setUp.on)
    faults.push({
      paper: group,
      what: faultAt('(GROUP_SET_UP).on', {
        zh: `不得晚于已登记的会议（${early.on}）`,
        en: `must not be after ${early.on}, the day of a meeting on record`,
      }),
    });
  return faults;
}

export function decidePaper(state: Papers, command: PaperCommand, context: Context): Decision<PaperEvent> {
  if (!isOffice(context)) return refuse(officeOnly);
  const held = state.papers ?? {};
  const today = dayAt(context.now);
  if (command.type === 'TakeOverPapers') {
    const { papers } = command;
    const on = (paper: ProgrammePaper) => (Object.hasOwn(held, paperId(paper)) ? held[paperId(paper)] : undefined);
    const faults = papers.flatMap((paper, index): Text[] => {
      const known = on(paper);
      if (known === undefined || samePaper(known, paper)) return [];
      return [
        faultAt(`papers[${index}] (${paperId(paper)})`, {
          zh: '同一事项已登记且内容不同；请在已登记的文件中更正，并写明理由',
          en: 'must be as it is on record; correct the one that is there, with its reason',
        }),
      ];
    });
    const fresh = papers.flatMap((paper, index) => (on(paper) === undefined ? [{ paper, index }] : []));
    if (papers.length > PAPERS_AT_ONCE || Object.keys(held).length + fresh.length > PAPERS_MOST)
      faults.push(
        faultAt('papers', {
          zh: `一次至多 ${PAPERS_AT_ONCE} 件，一个项目群至多 ${PAPERS_MOST} 件`,
          en: `must be at most ${PAPERS_AT_ONCE} at once, and ${PAPERS_MOST} of a programme`,
        }),
      );
    const given = fresh.map(({ paper }) => paper);
    for (const fault of paperFaults(given, Object.values(held), today))
      faults.push(paperPlaced({ ...fault, paper: fresh[fault.paper]?.index ?? fault.paper }, 'papers'));
    if (faults.length > 0) return refuse(faulty(faults));
    return allow<PaperEvent>(...given.map((paper) => ({ type: 'PaperTakenOver', data: { id: paperId(paper), paper } }) as const));
  }
  const { id, paper = null, reason } = command;
  const was = Object.hasOwn(held, id) ? held[id] : undefined;
  if (was === undefined) return refuse(unknownItem(id));
  if (reason.trim() === '') return refuse(faulty([faultAt('reason', { zh: '须写明理由', en: 'must say why' })]));
  if (paper !== null) {
    if (paperId(paper) !== id)
      return refuse(
        faulty([
          faultAt('paper', { zh: `须为同一事项 ${id}；这里是 ${paperId(paper)}`, en: `must be of the same matter, ${id}; it is ${paperId(paper)}` }),
        ]),
      );
    if (samePaper(was, paper)) return refuse(rejection('DUPLICATE', '与登记的内容相同，没有更正。', 'It says the same; nothing would change.'));
    const others = Object.entries(held).flatMap(([other, one]) => (other === id ? [] : [one]));
    const faults = paperFaults([paper], others, today).map(({ what }) => ({ zh: `paper ${what.zh}`, en: `paper ${what.en}` }));
    if (faults.length > 0) return refuse(faulty(faults));
  }
  return allow<PaperEvent>({ type: 'PaperCorrected', data: { id, was, paper, reason } });
}

export function evolvePapers(state: Papers, { type, data }: Recorded<PaperEvent>): Papers {
  const { [data.id]: _, ...others } = state.papers ?? {};
  return { papers: type === 'PaperCorrected' && data.paper === null ? others : { ...others, [data.id]: data.paper as ProgrammePaper } }; // null alone is taken away
}

/**
 * What happened on paper before, as the programme's file brings it (接续办理): checked whole, with its scans, compared with what
 * was taken over already, and sent project by project. Deliberately absent: what can be a fact (domain/takeover).
 */
import { createHash } from 'node:crypto';
import type { ProgrammeFile } from '../api/schemas/programme.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import { faultAt } from '../domain/kernel/fault.ts';
import { streamOf } from '../domain/kernel/stream.ts';
import type { IsoDate, Text } from '../domain/kernel/values.ts';
import type { ProgrammeState } from '../domain/programme/facts.ts';
import { paperFaults, paperPlaced, samePaper } from '../domain/programme/papers.ts';
import type { ProjectState } from '../domain/project/facts.ts';
import { projectStandards } from '../domain/project/standards.ts';
import { pathOf } from '../domain/standards/approval-paths.ts';
import { stepsOf } from '../domain/standards/steps.ts';
import { factId, isNumbered, type TakenFact } from '../domain/taken-fact/kinds.ts';
import { PAPERS_AT_ONCE, PAPERS_MOST, type ProgrammePaper, paperId } from '../domain/taken-fact/programme-papers.ts';
import { sameFact } from '../domain/takeover/decide.ts';
import { FACTS_AT_ONCE } from '../domain/takeover/facts.ts';
import { factFaults, placed } from '../domain/takeover/faults.ts';
import { TAKEOVER_TABLES } from '../domain/takeover/tables.ts';
import { numberTerm } from '../domain/text/document-number.ts';
import type { DocumentFile } from '../domain/views.ts';
import { checkFile } from '../intake/document-file.ts';
import { caseByStream } from '../prisma/cases/cases.ts';
import type { Database } from '../prisma/database.ts';
import type { CaseGateway, CommandOutcome } from '../temporal/case-gateway.ts';
import type { BytesOf } from './bytes-of.ts';
import { confirmed } from './confirmed.ts';

type Project = ProgrammeFile['projects'][number];
/** By the names that the file gives them. */
export type Scans = ReadonlyMap<string, { readonly file: DocumentFile; readonly sha256: string }>;

export const NO_SCANS: Scans = new Map();

type NamesScans = { readonly files?: readonly { readonly title: string; readonly file: string }[] };
const withHashes = ({ files, ...told }: NamesScans, scans: Scans): object => ({
  ...told,
  ...(files === undefined ? {} : { files: files.map(({ title, file }) => ({ title, sha256: scans.get(file)?.sha256 ?? '' })) }),
});
/** As the case takes them: scans by their hashes. */
export const factsOfFile = ({ history }: Project, scans: Scans): readonly TakenFact[] =>
  (history?.facts ?? []).map((fact) => withHashes(fact, scans)) as readonly TakenFact[]; // a fact of its kind, with its scans in another form
/** The same of the programme itself. */
export const papersOfFile = ({ papers = [] }: Pick<ProgrammeFile, 'papers'>, scans: Scans): readonly ProgrammePaper[] =>
  papers.map((paper) => withHashes(paper, scans)) as readonly ProgrammePaper[]; // as above

/** Every fault of the programme's papers and of every project's history, each at its place; scans that are named must be there and be documents. */
export async function checkHistory(
  file: Pick<ProgrammeFile, 'projects' | 'papers'>,
  bytesOf: BytesOf,
  today: IsoDate,
): Promise<{ readonly faults: readonly Text[]; readonly scans: Scans }> {
  const { projects } = file;
  const { scans, faults } = await readScans(scansNamed(file), bytesOf);
  for (const fault of paperFaults(papersOfFile(file, scans), [], today)) faults.push(paperPlaced(fault, 'papers'));
  for (const [index, project] of projects.entries()) {
    if (project.history === undefined) continue;
    const at = `projects[${index}] (${project.profile.code}).history`;
    const facts = factsOfFile(project, scans);
    const standards = projectStandards(undefined, today, TAKEOVER_TABLES);
    const path = pathOf(project.profile, standards);
    const standing = { profile: project.profile, path, steps: stepsOf(path, project.profile, standards), standards };
    // What follows what is told also where the rest is still to come.
    for (const fault of factFaults(facts, standing, { today, whole: true })) faults.push(placed(fault, `${at}.facts`));
    if (project.history.complete && facts.length === 0)
      faults.push(faultAt(`${at}.complete`, { zh: '没有任何事项，不能为 true', en: 'must be false while there are no facts' }));
  }
  return { faults: [...faults, ...numberedTwice(projects)], scans };
}

/** One number on papers of two projects (一件一号). */
function numberedTwice(projects: readonly Project[]): readonly Text[] {
  const faults: Text[] = [];
  const seen = new Map<string, string>();
  for (const [index, project] of projects.entries()) {
    for (const [place, fact] of factsOfFile(project, NO_SCANS).entries()) {
      if (!isNumbered(fact)) continue;
      const term = numberTerm(fact.document);
      const other = seen.get(term);
      const { code } = project.profile;
      if (other !== undefined && other !== code)
        faults.push(
          faultAt(`projects[${index}] (${code}).history.facts[${place}] (${factId(fact)}).document`, {
            zh: `文号须一件一号；${fact.document} 已用于项目 ${other}`,
            en: `must be a number of its own; ${fact.document} is used in project ${other}`,
          }),
        );
      if (other === undefined) seen.set(term, code);
    }
  }
  return faults;
}

type ScanNamed = { readonly at: string; readonly name: string };

/** Each with its place in the file. */
function scansNamed({ projects, papers = [] }: Pick<ProgrammeFile, 'projects' | 'papers'>): readonly ScanNamed[] {
  const of = (at: string, told: readonly NamesScans[]): readonly ScanNamed[] =>
    told.flatMap(({ files = [] }, place) => files.map(({ file: name }, nth) => ({ at: `${at}[${place}].files[${nth}].file`, name })));
  return [
    ...projects.flatMap(({ profile, history }, index) => of(`projects[${index}] (${profile.code}).history.facts`, history?.facts ?? [])),
    ...of('papers', papers),
  ];
}

async function readScans(named: readonly ScanNamed[], bytesOf: BytesOf): Promise<{ readonly faults: Text[]; readonly scans: Scans }> {
  const faults: Text[] = [];
  const scans = new Map<string, { readonly file: DocumentFile; readonly sha256: string }>();
  const looked = new Set<string>();
  for (const { at, name } of named) {
    if (looked.has(name)) continue;
    looked.add(name);
    const found = bytesOf(name);
    if ('fault' in found) {
      faults.push(faultAt(at, { zh: `${name} ${found.fault.zh}`, en: `${name} ${found.fault.en}` }));
      continue;
    }
    const bytes = Buffer.from(found.bytes);
    const checked = await checkFile(name, bytes);
    if ('faults' in checked) faults.push(...checked.faults.map(({ zh, en }) => faultAt(at, { zh: `${name}：${zh}`, en: `${name}: ${en}` })));
    else scans.set(name, { file: checked.file, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return { faults, scans };
}

/** Papers of the programme itself that are still to be sent. */
export type PapersPlan = { readonly added: readonly ProgrammePaper[]; readonly known: number };

/** What stands against them in a programme that is open: another content of the same matter, or what disagrees with what it holds. */
export async function planPapers(
  db: Database,
  file: Pick<ProgrammeFile, 'programme' | 'papers'>,
  scans: Scans,
  today: IsoDate,
): Promise<{ readonly plan: PapersPlan; readonly faults: readonly Text[] }> {
  const papers = papersOfFile(file, scans);
  const { code } = file.programme;
  const found = papers.length === 0 ? null : await caseByStream(db, streamOf('programme', code));
  const held = (found?.state as ProgrammeState | undefined)?.papers ?? {}; // a programme's stream
  const of = (paper: ProgrammePaper): ProgrammePaper | undefined => (Object.hasOwn(held, paperId(paper)) ? held[paperId(paper)] : undefined);
  const added = papers.filter((paper) => of(paper) === undefined);
  const faults = papers.flatMap((paper, index): Text[] => {
    const known = of(paper);
    return known === undefined || samePaper(known, paper) ? [] : [faultAt(`programme ${code}: papers[${index}] (${paperId(paper)})`, PAPER_DIFFERS)];
  });
  for (const { paper, what } of paperFaults(added, Object.values(held), today)) {
    const there = added[paper];
    faults.push(paperPlaced({ paper: there === undefined ? paper : papers.indexOf(there), what }, `programme ${code}: papers`));
  }
  if (Object.keys(held).length + added.length > PAPERS_MOST)
    faults.push(
      faultAt(`programme ${code}: papers`, { zh: `一个项目群至多 ${PAPERS_MOST} 件`, en: `must be at most ${PAPERS_MOST} of a programme` }),
    );
  return { plan: { added, known: papers.length - added.length }, faults };
}

/** What of a project's history is still to be sent. */
export type HistoryPlan = { readonly code: string; readonly facts: readonly TakenFact[]; readonly known: number; readonly closes: boolean };

/** What stands against it in a project that is registered; null: nothing of it is new. */
export async function planHistory(
  db: Database,
  project: Project,
  scans: Scans,
  registered: boolean,
): Promise<{ readonly plan: HistoryPlan | null; readonly faults: readonly Text[] }> {
  const { history, profile } = project;
  if (history === undefined) return { plan: null, faults: [] };
  const { code } = profile;
  const facts = factsOfFile(project, scans);
  const whole = (sent: readonly TakenFact[], closes: boolean): HistoryPlan | null =>
    sent.length === 0 && !closes ? null : { code, facts: sent, known: facts.length - sent.length, closes };
  if (!registered) return { plan: whole(facts, history.complete), faults: [] };
  const found = await caseByStream(db, streamOf('project', code));
  const takeover = (found?.state as ProjectState | undefined)?.takeover; // a project's stream
  // Registered a moment ago, by an import that broke off before it was opened.
  if (found === null) return { plan: whole(facts, history.complete), faults: [] };
  if (takeover === undefined) return { plan: null, faults: [ofHistory(code, BEGAN_HERE)] };
  const known = (fact: TakenFact): TakenFact | undefined => takeover.facts[factId(fact)];
  const faults = facts.flatMap((fact, index) => {
    const held = known(fact);
    return held === undefined || sameFact(held, fact) ? [] : [faultAt(`project ${code}: history.facts[${index}] (${factId(fact)})`, DIFFERS)];
  });
  const fresh = facts.filter((fact) => known(fact) === undefined);
  if (takeover.status === 'CLOSED') return { plan: null, faults: fresh.length > 0 ? [...faults, ofHistory(code, CLOSED)] : faults };
  return { plan: whole(fresh, history.complete), faults };
}

const ofHistory = (code: string, what: Text): Text => ({ zh: `项目 ${code}：history：${what.zh}`, en: `project ${code}: history: ${what.en}` });
const BEGAN_HERE: Text = {
  zh: '须为按接续登记的项目；此项目是按新项目登记的。尚未在本系统内作出决定的，办公室可先在“接续办理”中改按接续（BeginTakeover），再导入',
  en: 'must be of a project that was registered to be taken over; this one began here. Where nothing was decided in it yet, let the office take it over first (BeginTakeover, or the page Taking over), and import again',
};
const CLOSED: Text = {
  zh: '接续办理已结束，不能再添加；更正由办公室登记（CorrectTakenOver），另一人确认',
  en: 'must hold nothing more: the takeover is closed; the office corrects it (CorrectTakenOver), and another person confirms',
};
const PAPER_DIFFERS: Text = {
  zh: '须与登记时一致；更正由办公室写明理由登记（CorrectPaper）',
  en: 'must be as it is on record; the office corrects it with its reason (CorrectPaper)',
};
const DIFFERS: Text = {
  zh: '须与登记时一致；更正由办公室写明理由登记（CorrectTakenOver）',
  en: 'must be as it is on record; the office corrects it with its reason (CorrectTakenOver)',
};

/** Projects at a time: each is a case of its own, and waits for its own answers. */
const AT_ONCE = 8;

export type Taking = {
  readonly gateway: CaseGateway;
  readonly actor: Actor;
  readonly commandId: (what: string, command: { readonly type: string }) => string;
  readonly document: string;
  readonly today: IsoDate;
  /** Called with each project that is through. */
  readonly onTaken: (plan: HistoryPlan) => void;
  /** What was not recorded: an error of the import. */
  readonly mustBeRecorded: (code: string, outcome: CommandOutcome) => void;
};

/** Sends what the plans hold. Whoever stands for the installation closes what is complete; else another person of the office does. */
export async function takeOverAll(plans: readonly HistoryPlan[], taking: Taking): Promise<void> {
  const left = [...plans];
  const worker = async (): Promise<void> => {
    for (let plan = left.shift(); plan !== undefined; plan = left.shift()) {
      await takeOver(plan, taking);
      taking.onTaken(plan);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, plans.length) }, worker));
}

async function takeOver({ code, facts, closes }: HistoryPlan, { gateway, actor, commandId, document, today, mustBeRecorded }: Taking): Promise<void> {
  const stream = streamOf('project', code);
  for (let from = 0; from < facts.length; from += FACTS_AT_ONCE) {
    const command = { type: 'TakeOver', facts: facts.slice(from, from + FACTS_AT_ONCE) } as const;
    mustBeRecorded(code, await onceOpen(() => gateway.command(stream, command, actor, commandId(code, command))));
  }
  if (!closes || actor.door !== 'import') return;
  const reason = '随项目群文件整体接续';
  const close = { type: 'CloseTakeover', document, on: today, reason } as const;
  mustBeRecorded(code, await onceOpen(() => gateway.command(stream, close, actor, commandId(`${code}/close`, close))));
}

/** Sends what is new of the programme itself; nothing waits for it, and one person does it (docs/adr/0107). */
export async function takeOverPapers(
  programme: string,
  { added }: PapersPlan,
  { gateway, actor, commandId, mustBeRecorded }: Pick<Taking, 'gateway' | 'actor' | 'commandId' | 'mustBeRecorded'>,
): Promise<void> {
  for (let from = 0; from < added.length; from += PAPERS_AT_ONCE) {
    const command = { type: 'TakeOverPapers', papers: added.slice(from, from + PAPERS_AT_ONCE) } as const;
    const send = () => gateway.command(streamOf('programme', programme), command, actor, commandId(`${programme}/papers`, command));
    mustBeRecorded(programme, await onceOpen(send));
  }
}

/** A project that was registered a moment ago opens on its own. */
const onceOpen = (send: () => Promise<CommandOutcome>): Promise<CommandOutcome> =>
  confirmed(send, { passes: (outcome) => outcome.kind === 'UNKNOWN' || (outcome.kind === 'REFUSED' && outcome.rejection.code === 'NOT_OPENED') });

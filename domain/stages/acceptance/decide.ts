/**
 * What may happen in final acceptance: evidence is taken in, the panel is called, its scores lead to acceptance, to
 * rectification or to another round. Deliberately absent: rectification (rectification.ts), tests of the air (air-test.ts).
 */
import type { ApprovalDecided } from '../../approval/facts.ts';
import { rework } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { futureFault, incomplete, notYours, rejection, systemOnly, wrongState } from '../../kernel/rejection.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { AIR_ITEM, acceptanceResult } from '../../standards/acceptance.ts';
import { isSender } from '../commands.ts';
import { ask, done, line, pendingApproval, underWay } from '../stage.ts';
import { recordAirTest } from './air-test.ts';
import { type AcceptanceCommand, type AcceptanceEvent, type AcceptanceState, commands, type Happening } from './facts.ts';
import { airTold, applicable, asksForWorks, byKey, itemName, itemWords, keyOf, openVetoes, rulesOf, unmet } from './items.ts';
import { namePanel, panelOf } from './panel.ts';
import { lapsing, recordPaper, sharedFiles } from './papers.ts';
import { order, rectify, reinspected, stoppedFor } from './rectification.ts';
import { recordWagesPaid } from './wages.ts';

/** Beside what whoever runs the project may send, a stage lets in only whom its commands name (stages/stage.ts); here it is exact. */
const THEIRS: readonly string[] = ['NamePanel', 'GradeRectification', 'AnswerExtension', 'DecideAfterNotices'];

export function decide(old: AcceptanceState, command: AcceptanceCommand, context: Context): Decision<Happening> {
  const state = byKey(old);
  if (THEIRS.includes(command.type) && !isSender(commands, command.type, context)) return refuse(notYours);
  if (THEIRS.includes(command.type) && context.actor.person === state.manager) return refuse(ownProject);
  if ('on' in command) {
    const fault = futureFault(command.on, context);
    if (fault !== null) return refuse(fault);
  }
  // A licence that was renewed was, whatever the leading group decides.
  if (command.type === 'RecordPaper') return recordPaper(state, command);
  if (command.type === 'RecordWagesPaid') return recordWagesPaid(state, command);
  const stopped = stoppedFor(state, command.type);
  if (stopped !== null) return refuse(stopped);
  const busy = underWay(state, 'PANEL') || underWay(state, 'REINSPECTION');
  switch (command.type) {
    case 'SubmitEvidence':
      return busy ? refuse(pendingApproval) : submitEvidence(state, command, context);
    case 'RecordAirTest':
      return recordAirTest(state, command, context);
    case 'NamePanel':
      if (busy) return refuse(pendingApproval);
      // Who scored inspects again; another panel is of another round.
      return state.orderedKeys.length > 0 && byRules(context, 3) ? refuse(rectifying) : namePanel(state, command, context);
    case 'CallPanel':
      return callPanel(state, context, busy);
    case 'CalendarChanged':
      if (!isSystem(context)) return refuse(systemOnly);
      if (state.deadline === null || state.deadline.calendar === command.calendar) return allow();
      return allow<Happening>({ type: 'DeadlineReworked', data: { was: state.deadline.dueOn, deadline: rework(state.deadline) } });
    case 'RectificationDue':
      if (!isSystem(context)) return refuse(systemOnly);
      if (state.overdue || state.notice !== command.notice || state.orderedKeys.length === 0) return allow();
      return allow<Happening>({ type: 'RectificationOverdue', data: { notice: command.notice } });
    default:
      return rectify(state, command, context, busy);
  }
}

const rectifying = wrongState('正在整改，请上报整改后申请复验。', 'Rectification is under way; report it to get a re-inspection.');
const ownProject = rejection('OWN_PROJECT', '不得就本人负责的项目作出决定（回避）。', 'Nobody decides this of the project that they run themselves.');

function submitEvidence(
  state: AcceptanceState,
  command: Extract<AcceptanceCommand, { type: 'SubmitEvidence' }>,
  context: Context,
): Decision<Happening> {
  const { items, evidenceAsFile } = rulesOf(state);
  const told = command.items.map((item) => ({ ...item, key: keyOf(item) }));
  const unknown = told.filter(({ key }) => !items.some((known) => known.key === key));
  if (unknown.length > 0)
    return refuse(
      incomplete(
        '没有这些验收项。',
        'There are no such items.',
        unknown.map(({ key, no }) => ({ zh: `没有验收项 ${no ?? key}`, en: `there is no item ${no ?? key}` })),
      ),
    );
  const faults = told.flatMap(({ key, met, proof, files = [] }, index) => {
    const { zh, en } = itemWords(state, key);
    return [
      ...(told.findIndex((other) => other.key === key) === index ? [] : [{ zh: `验收项 ${zh} 只能出现一次`, en: `item ${en} must be there once` }]),
      ...(evidenceAsFile && met && proof.trim() === ''
        ? [{ zh: `验收项 ${zh}：proof 须写明依据`, en: `item ${en}: proof must say what proves it` }]
        : []),
      ...(evidenceAsFile && met && files.length === 0 && key !== AIR_ITEM
        ? [{ zh: `验收项 ${zh}：files 须为已上传的文件`, en: `item ${en}: files must hold what was handed in for it` }]
        : []),
    ];
  });
  if (byRules(context, 3)) faults.push(...sharedFiles(state, told), ...lapsing(state, told, dayAt(context.now)));
  if (evidenceAsFile && faults.length > 0) return refuse(incomplete('验收资料有误。', 'The evidence has faults.', faults));
  return allow<Happening>({
    type: 'EvidenceSubmitted',
    data: {
      items: told.map(({ key, met, proof, files, until }) => ({
        ...{ key, met, proof },
        ...(files === undefined ? {} : { files }),
        ...(until === undefined ? {} : { until }),
      })),
    },
  });
}

function callPanel(state: AcceptanceState, context: Context, busy: boolean): Decision<Happening> {
  if (busy) return refuse(pendingApproval);
  if (state.ordered.length > 0) return refuse(rectifying);
  const needed = applicable(state);
  const faults = needed
    .filter(({ key }) => key !== AIR_ITEM && state.items[key] === undefined)
    .map(({ key, zh, en }) => ({ zh: `验收项 ${key}（${zh}）没有资料`, en: `item ${key} (${en}) has no evidence` }));
  const ended = needed.map(({ key }) => ({ key, met: state.items[key]?.met === true, until: state.lapses?.[key] }));
  faults.push(...lapsing(state, state.lapses === undefined ? [] : ended, dayAt(context.now)));
  const air = airTold(state);
  if (state.air === null || (asksForWorks(state) && state.airOfWorks == null))
    faults.push({ zh: `验收项 ${AIR_ITEM}（室内空气）没有检测报告：${air?.zh}`, en: `item ${AIR_ITEM} (indoor air) has no test report: ${air?.en}` });
  if (faults.length > 0) return refuse(incomplete('验收资料不齐。', 'Evidence is missing.', faults));
  const { leastPanel, namedWhenCalled } = rulesOf(state);
  if (namedWhenCalled && state.panel === undefined)
    return refuse(
      incomplete('验收组尚未确定，请办公室先确定成员和候补。', 'The office names panel and reserve first (NamePanel).', [
        { zh: '须由办公室确定验收组', en: 'the panel must be named by the office' },
      ]),
    );
  const named = panelOf(state);
  const { panel } = named;
  if (panel.length < leastPanel || panel.length % 2 === 0) {
    return refuse(
      rejection(
        'PANEL_INVALID',
        `验收组须为不少于 ${leastPanel} 人的单数（现 ${panel.length} 人）。`,
        `A panel is odd and has at least ${leastPanel} members; this one has ${panel.length}.`,
      ),
    );
  }
  const open = unmet(state).map((key) => itemName(state, key));
  return allow<Happening>(
    ask(state, context, {
      key: 'PANEL',
      title: { zh: `${state.name.zh}项目验收评分`, en: `${state.name.en}: final acceptance scores` },
      applicant: state.manager,
      route: 'PANEL_SCORE',
      named,
      content: {
        summary: [
          line('托位', 'Places', state.profile.places),
          line('验收项', 'Items', `${needed.length - open.length} / ${needed.length}`),
          line(
            '未满足项',
            'Items not met',
            open.length === 0 ? '—' : { zh: open.map(({ zh }) => zh).join('、'), en: open.map(({ en }) => en).join(', ') },
          ),
          line('空气检测', 'Air test', air ?? { zh: '合格', en: 'passed' }),
        ],
        documents: [
          ...Object.entries(state.items).flatMap(([key, { proof, files = [] }]) => [
            { title: `${key}. ${proof}` },
            ...files.map(({ title, sha256 }) => ({ title, sha256 })),
          ]),
          // Who scores sees what the laboratory wrote, and not only what was typed of it.
          ...[state.air, state.airOfWorks ?? null].flatMap((test) =>
            test?.file === undefined ? [] : [{ title: test.file.title, sha256: test.file.sha256 }],
          ),
        ],
      },
    }),
  );
}

/** What an answered approval leads to. */
export function answered(old: AcceptanceState, key: string, decided: ApprovalDecided, context: Context): readonly Happening[] {
  const state = byKey(old);
  return key === 'PANEL' ? scored(state, decided, context) : reinspected(state, decided, context);
}

function scored(state: AcceptanceState, decided: ApprovalDecided, context: Context): readonly Happening[] {
  const rules = rulesOf(state);
  const { panel, reserve } = panelOf(state);
  // Each signs for themselves: whoever sits there neither named nor in reserve counts for nothing.
  const seats = [...panel, ...(reserve ?? [])];
  const scores = reserve === undefined ? decided.scores : decided.scores.filter(({ person }) => seats.includes(person));
  const absent = panel.filter((person) => !scores.some((one) => one.person === person));
  const { part, of } = rules.quorum;
  if (reserve !== undefined && scores.length * of < part * panel.length) {
    const least = Math.ceil((part * panel.length) / of);
    return [{ type: 'QuorumMissed', data: { scored: scores.map(({ person }) => person), absent, least } }];
  }
  if (decided.outcome !== 'APPROVED' || scores.length === 0) return [];
  const score = Math.round((scores.reduce((sum, s) => sum + s.score, 0) / scores.length) * 100) / 100;
  const vetoes = openVetoes(state);
  const result = acceptanceResult(rules, score, vetoes.length);
  const event: AcceptanceEvent = {
    type: 'PanelScored',
    data: { scores, score, openVetoes: vetoes, result, ...(reserve === undefined ? {} : { absent }) },
  };
  if (result === 'PASSED') return [event, done({ acceptanceScore: score, rectified: false, rounds: state.round, passedOn: dayAt(context.now) })];
  if (result === 'FAILED') return [event, { type: 'AcceptanceRefused', data: { round: state.round, score } }];
  // Every unmet item is put right; where only the score was short, the panel's remarks are answered item by item.
  const open = unmet(state);
  const items =
    open.length > 0
      ? open
      : applicable(state)
          .filter(({ veto }) => !veto)
          .map((item) => item.key);
  return [event, order(state, { notice: 1, items, gravity: 'ORDINARY' }, context)];
}

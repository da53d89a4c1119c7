/** The forms of the approvals stage, which the project carries itself, and what its page tells. Deliberately absent: what may happen (approvals.ts). */
import { code, day, fen, line, list, text as longText, oneOf, optional, record, sha256 } from '../kernel/shape.ts';
import { office, runs } from '../stages/commands.ts';
import { NO_FILE, type Option, optionsOf, proving, stageForms } from '../stages/form.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text } from '../stages/standing.ts';
import { reportsOverStudy, STEP_CODES, STEP_NAMES, type StepCode } from '../standards/approval-paths.ts';
import { ROUTE_CODES } from '../standards/route-codes.ts';
import { STEP_RULES, stepsOf } from '../standards/steps.ts';
import { money } from '../words/money.ts';
import { STEP_STATUS_WORDS } from '../words/statuses.ts';
import { ESTIMATE_ANSWER_WORDS, ESTIMATE_ANSWERS, type ProjectState } from './facts.ts';

const file = record({ title: line(200), sha256 });
/** As the API takes them (api/schemas/commands.ts); a document without a file is entered by program. */
export const stepCommands = {
  ApplyForStep: runs({
    step: oneOf(STEP_CODES),
    amountFen: fen,
    documents: list(file, { most: 60 }),
    note: optional(longText),
    undertaking: optional(file),
  }),
  RecordReply: runs({ step: oneOf(STEP_CODES), number: code, on: day, amountFen: optional(fen), by: optional(line(200)), until: optional(day) }),
  AnswerEstimateReport: office({ answer: oneOf(ESTIMATE_ANSWERS), number: code, on: day, reason: longText }),
};

const nameOf = (step: string): { readonly zh: string; readonly en: string } =>
  Object.hasOwn(STEP_NAMES, step) ? STEP_NAMES[step as StepCode] : { zh: step, en: step }; // one of its keys: looked at just before
const stepsIn = ({ path, profile, standards, steps }: ProjectState): readonly StepCode[] => {
  const ordered = stepsOf(path, profile, standards);
  return [
    ...ordered.filter((step) => steps[step] !== undefined),
    ...STEP_CODES.filter((step) => steps[step] !== undefined && !ordered.includes(step)),
  ];
};
const isRouteCode = (step: StepCode): boolean => ROUTE_CODES.some((known) => known === step);
const choice = (step: StepCode): Option => ({ value: step, label: nameOf(step) });

/** Those that can be asked for by their state; in their order. */
const toApply = (state: ProjectState): readonly StepCode[] =>
  stepsIn(state).filter((step) => {
    const status = state.steps[step]?.status;
    const again = step === 'FSR' && status === 'REPLIED' && state.steps.PRELIM !== undefined && state.steps.PRELIM.status !== 'REPLIED';
    return isRouteCode(step) && (status === 'NEEDED' || status === 'REFUSED' || again);
  });
const toReply = (state: ProjectState): readonly StepCode[] =>
  stepsIn(state).filter((step) => {
    const status = state.steps[step]?.status;
    return status === 'APPROVED' || (!isRouteCode(step) && status === 'NEEDED');
  });
const fundedFen = ({ profile }: ProjectState): number => profile.funding.centralFen + profile.funding.countyFen + profile.funding.otherFen;

export const stepForms = proving(
  stageForms<ProjectState, typeof stepCommands>()({
    ApplyForStep: {
      name: text('申报事项', 'Apply for a step'),
      how: text('提请审批；前一事项有批复后才能申报下一项。', 'Asks for an approval; a step is asked for once the one before has its reply.'),
      fields: {
        step: { label: text('事项', 'Step'), options: (state) => toApply(state).map(choice) },
        amountFen: {
          label: text('申报金额', 'Amount'),
          help: text('概算超过可研估算 10% 的须报告批准机关', 'An estimate more than 10 % above the study is reported to whoever approved that'),
          basis: '政府投资条例 第十二条',
        },
        documents: {
          label: text('材料', 'Files'),
          help: text('申请文件、文本、资金来源证明、评审意见等', 'Application, text, proof of funds, reviews and the like'),
        },
        note: { label: text('说明', 'Note') },
        undertaking: {
          label: text('容缺受理承诺书', 'Undertaking'),
          help: text('主要材料齐备、次要材料后补的，由申请人签署', 'Signed where main papers are there and others follow'),
          basis: '容缺受理（县级规定）',
        },
      },
      probe: (state) => ({ step: toApply(state)[0] ?? stepsIn(state)[0] ?? 'PROPOSAL', amountFen: 1, documents: [] }),
      start: (state) => ({ step: toApply(state)[0] ?? '', amountFen: fundedFen(state) }),
    },
    RecordReply: {
      name: text('登记批复', 'Record a reply'),
      how: text(
        '批准机关印发的批复，凭文号登记；系统不代替机关批准。',
        'What the deciding authority issued, by its number; the system never decides for it.',
      ),
      final: text('全部事项有批复的，项目审批阶段随之办结。', 'Once every step has its reply, the stage of approvals ends.'),
      fields: {
        step: { label: text('事项', 'Step'), options: (state) => toReply(state).map(choice) },
        number: { label: text('文号', 'Document number'), help: text('如 青发改审批〔2026〕18号', 'As on the document') },
        on: { label: text('印发日期', 'Issued on') },
        amountFen: {
          label: text('核定金额', 'Amount that it fixes'),
          help: text('批复写明的填写；不填按申报金额', 'Where it names one; else what was applied for'),
        },
        by: { label: text('批准机关', 'Authority'), needed: true },
        until: { label: text('有效期至', 'Holds until'), help: text('批复写明的填写', 'Where it says one') },
        files: { label: text('批复扫描件', 'Its scan') },
      },
      probe: (state, today) => ({ step: toReply(state)[0] ?? stepsIn(state)[0] ?? 'PROPOSAL', number: '—', on: today, by: '—', files: [NO_FILE] }),
      start: (state) => ({ step: toReply(state)[0] ?? '' }),
    },
    AnswerEstimateReport: {
      name: text('登记可研批准机关的答复', 'Record the answer to an estimate over the study'),
      how: text(
        '概算超过可研估算、已报告的，由办公室登记答复。',
        'Where an estimate is far above the study and was reported, the office enters the answer.',
      ),
      final: text('答复登记后不能更改。', 'An answer that is recorded stays as it is.'),
      fields: {
        answer: { label: text('答复', 'Answer'), options: optionsOf(ESTIMATE_ANSWER_WORDS, ESTIMATE_ANSWERS), basis: '政府投资条例 第十二条' },
        number: { label: text('文号', 'Document number') },
        on: { label: text('日期', 'Day') },
        reason: { label: text('答复内容', 'What was answered'), needed: true },
      },
      probe: (_state, today) => ({ answer: 'GO_ON', number: '—', on: today, reason: '—' }),
      nothing: (state) =>
        state.estimateReport === undefined ? text('没有须答复的概算超估算报告。', 'No estimate was reported as far above its study.') : null,
    },
  }),
);

function needs(state: ProjectState): readonly Need[] {
  return stepsIn(state).map((step) => {
    const held = state.steps[step];
    const rule = Object.entries(STEP_RULES.rows).find(([key]) => key === step)?.[1];
    return {
      key: step,
      what: nameOf(step),
      there: held?.status === 'REPLIED',
      value: held?.status === 'REPLIED' ? plainly(held.number ?? '—') : STEP_STATUS_WORDS[held?.status ?? 'NEEDED'],
      ...(held?.status === 'APPROVED' ? { why: text('已同意，待登记批复', 'agreed here; its reply is to be recorded') } : {}),
      ...(rule === undefined ? {} : { basis: rule.document }),
    };
  });
}

function sections(state: ProjectState): readonly Section[] {
  return filled([
    {
      key: 'steps',
      title: text('审批事项', 'Steps'),
      columns: [
        text('事项', 'Step'),
        text('状态', 'State'),
        text('金额', 'Amount'),
        text('文号', 'Number'),
        text('日期', 'Day'),
        text('批准机关', 'Authority'),
        text('有效期至', 'Holds until'),
      ],
      rows: stepsIn(state).map((step) => {
        const held = state.steps[step];
        return {
          key: step,
          cells: [
            nameOf(step),
            STEP_STATUS_WORDS[held?.status ?? 'NEEDED'],
            held?.amountFen == null ? null : { fen: held.amountFen },
            held?.number == null ? null : plainly(held.number),
            dayCell(held?.on),
            held?.by === undefined ? null : plainly(held.by),
            dayCell(held?.until),
          ],
          takenOver: held?.takenOver === true,
        };
      }),
    },
    {
      key: 'estimate',
      title: text('概算超估算报告', 'Estimate over the study'),
      columns: [text('可研估算', 'Study'), text('概算', 'Estimate'), text('答复', 'Answer')],
      rows:
        state.estimateReport === undefined || !reportsOverStudy(state.standards)
          ? []
          : [
              {
                key: state.estimateReport.approval,
                cells: [
                  money(state.estimateReport.studyFen),
                  money(state.estimateReport.estimateFen),
                  state.estimateReport.answered === undefined
                    ? text('待答复', 'not answered yet')
                    : ESTIMATE_ANSWER_WORDS[state.estimateReport.answered.answer],
                ],
              },
            ],
    },
  ]);
}

export const stepTelling: Telling<ProjectState> = { needs, sections };

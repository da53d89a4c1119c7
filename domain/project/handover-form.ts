/** The form of filing and handover, which the project carries itself, and what its page tells. Deliberately absent: what may happen (handover.ts). */
import { code, count, day, fen, line, list, text as longText, optional, record, sha256 } from '../kernel/shape.ts';
import { valuesIn } from '../rule-table/table.ts';
import { runs } from '../stages/commands.ts';
import { NO_FILE, proving, stageForms } from '../stages/form.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text } from '../stages/standing.ts';
import { HANDOVER } from '../standards/handover.ts';
import { money } from '../words/money.ts';
import type { ProjectState } from './facts.ts';
import { lackingIn } from './handover.ts';

const file = optional(record({ title: line(200), sha256 }));
/** As the API takes it (api/schemas/commands.ts). */
export const handoverCommands = {
  RecordHandover: runs({
    facts: record({
      filing: optional(record({ number: code, on: day, file })),
      publicNotice: optional(
        record({ from: day, to: day, objections: count, answers: optional(list(record({ on: day, answer: longText, file }), { most: 100 })), file }),
      ),
      finalAccounts: optional(
        record({
          amountFen: fen,
          on: day,
          number: optional(code),
          worksFen: optional(fen),
          otherFen: optional(fen),
          reason: optional(longText),
          approval: optional(record({ number: code, on: day, by: longText, file })),
          file,
        }),
      ),
      assets: optional(record({ to: longText, on: day, number: optional(code), file })),
      archive: optional(record({ location: longText, on: day, number: optional(code), file })),
    }),
  }),
};

const [NUMBER, ON, FILE] = [text('文号', 'Document number'), text('日期', 'Day'), text('文件', 'File')];
const FILING = text('托育机构备案', 'Childcare filing');
const NOTICE = text('验收结果公示', 'Public notice');
const ACCOUNTS = text('竣工财务决算', 'Final accounts');
const ASSETS = text('资产移交', 'Assets handed over');
const ARCHIVE = text('档案归档', 'Archive');

export const handoverForms = proving(
  stageForms<ProjectState, typeof handoverCommands>()({
    RecordHandover: {
      name: text('登记备案与移交', 'Record filing and handover'),
      how: text('可以分次登记，每次填写已有的项；五项齐备，项目办结。', 'Enter what there is, as often as needed; with all five the project ends.'),
      final: text('五项齐备的，项目随之办结，不能再操作。', 'Once all five are there, the project ends and nothing more can be done in it.'),
      fields: {
        facts: {
          label: text('移交资料', 'What is handed over'),
          fields: {
            filing: { label: FILING, fields: { number: { label: text('备案号', 'Filing number') }, on: { label: ON }, file: { label: FILE } } },
            publicNotice: {
              label: NOTICE,
              help: text('至少公示规定的工作日；异议逐条答复', 'For so many working days at least; each objection is answered'),
              basis: HANDOVER.rows.noticeDays.document,
              fields: {
                from: { label: text('公示起', 'From') },
                to: { label: text('公示止', 'To') },
                objections: { label: text('异议', 'Objections'), unit: text('条', 'in number') },
                answers: {
                  label: text('答复', 'Answers'),
                  fields: { on: { label: ON }, answer: { label: text('答复内容', 'What was answered'), short: true }, file: { label: FILE } },
                },
                file: { label: FILE },
              },
            },
            finalAccounts: {
              label: ACCOUNTS,
              help: text('建安与其他之和；不得超过核定概算', 'Works and the rest together; never above the approved estimate'),
              basis: '财建〔2016〕503号；政府投资条例 第二十五条',
              fields: {
                amountFen: { label: text('决算总额', 'In all') },
                on: { label: ON },
                number: { label: NUMBER },
                worksFen: { label: text('建安', 'Construction and installation') },
                otherFen: { label: text('设备及其他', 'Equipment and the rest') },
                reason: { label: text('超出合同和变更的原因', 'Why the works exceed contract and changes') },
                approval: {
                  label: text('财政批复', 'Approval by finance'),
                  fields: {
                    number: { label: NUMBER },
                    on: { label: ON },
                    by: { label: text('批复单位', 'Approved by'), short: true },
                    file: { label: FILE },
                  },
                },
                file: { label: FILE },
              },
            },
            assets: {
              label: ASSETS,
              fields: {
                to: { label: text('接收单位', 'Taken over by'), short: true },
                on: { label: ON },
                number: { label: NUMBER },
                file: { label: FILE },
              },
            },
            archive: {
              label: ARCHIVE,
              fields: {
                location: { label: text('存放地点', 'Where it lies'), short: true },
                on: { label: ON },
                number: { label: NUMBER },
                file: { label: FILE },
              },
            },
          },
        },
      },
      probe: (state, today) => ({
        facts:
          state.handover.filing === null
            ? { filing: { number: '—', on: today, file: NO_FILE } }
            : { archive: { location: '—', on: today, number: '—', file: NO_FILE } },
      }),
    },
  }),
);

function needs(state: ProjectState): readonly Need[] {
  const { handover, assetsDue, accountsDue, standards } = state;
  const { filing, publicNotice, finalAccounts, assets, archive } = handover;
  const lacking = lackingIn(state);
  const { noticeDays } = valuesIn(standards, HANDOVER);
  const { document } = HANDOVER.rows.noticeDays;
  const whole = (key: string, fact: object | null): boolean => fact !== null && !lacking.some((of) => of === key || of.startsWith(`${key}.`));
  return [
    { key: 'filing', what: FILING, there: whole('filing', filing) },
    {
      key: 'publicNotice',
      what: NOTICE,
      there: whole('publicNotice', publicNotice),
      why: text(`至少 ${noticeDays} 个工作日，异议逐条答复`, `at least ${noticeDays} working days, each objection answered`),
      basis: document,
    },
    {
      key: 'finalAccounts',
      what: ACCOUNTS,
      there: whole('finalAccounts', finalAccounts),
      why: text('须有财政批复', 'approved by finance'),
      basis: '政府投资条例 第二十五条；财建〔2016〕503号',
      ...(finalAccounts?.approval === undefined && accountsDue?.dueOn != null ? { until: accountsDue.dueOn } : {}),
    },
    {
      key: 'assets',
      what: ASSETS,
      there: whole('assets', assets),
      ...(assets === null && assetsDue?.dueOn != null ? { until: assetsDue.dueOn } : {}),
    },
    { key: 'archive', what: ARCHIVE, there: whole('archive', archive) },
  ];
}

function sections({ handover, takeover }: ProjectState): readonly Section[] {
  const { filing, publicNotice, finalAccounts, assets, archive } = handover;
  const taken = Object.values(takeover?.facts ?? {});
  const took = (kind: string): boolean => taken.some((fact) => fact.kind === kind);
  const rows = [
    filing === null ? null : { key: 'filing', cells: [FILING, plainly(filing.number), dayCell(filing.on)], takenOver: took('FILING') },
    publicNotice === null
      ? null
      : {
          key: 'publicNotice',
          cells: [
            NOTICE,
            text(
              `异议 ${publicNotice.objections} 条，已答复 ${publicNotice.answers?.length ?? 0} 条`,
              `${publicNotice.objections} objections, ${publicNotice.answers?.length ?? 0} answered`,
            ),
            dayCell(publicNotice.to),
          ],
          takenOver: took('PUBLIC_NOTICE'),
        },
    finalAccounts === null
      ? null
      : {
          key: 'finalAccounts',
          cells: [
            ACCOUNTS,
            text(
              `${money(finalAccounts.amountFen).zh} ${finalAccounts.approval?.number ?? '待批复'}`,
              `${money(finalAccounts.amountFen).en} ${finalAccounts.approval?.number ?? '(not approved yet)'}`,
            ),
            dayCell(finalAccounts.on),
          ],
          takenOver: took('FINAL_ACCOUNTS'),
        },
    assets === null ? null : { key: 'assets', cells: [ASSETS, plainly(assets.to), dayCell(assets.on)], takenOver: took('ASSETS') },
    archive === null ? null : { key: 'archive', cells: [ARCHIVE, plainly(archive.location), dayCell(archive.on)], takenOver: took('ARCHIVE') },
  ].filter((row) => row !== null);
  return filled([
    { key: 'facts', title: text('已登记', 'On record'), columns: [text('事项', 'What'), text('内容', 'Content'), text('日期', 'Day')], rows },
  ]);
}

export const handoverTelling: Telling<ProjectState> = { needs, sections };

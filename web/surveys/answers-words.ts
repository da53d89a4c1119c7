import { sentences } from '../app/words.ts';

/** Of the page of a programme's answers. */
export const ANSWERS_WORDS = sentences({
  title: (programme: string) => ({ zh: `答卷：${programme}`, en: `Answers of ${programme}` }),
  link: (programme: string) => ({ zh: `${programme}：全部答卷批次`, en: `${programme}: all batches of answers` }),
  about: {
    zh: '一次调研可供整个项目群使用：交入的每批答卷属于项目群，同一批可以计入多个项目的调研，由各项目按自己服务范围的儿童数测算，不必重复发放问卷。',
    en: 'One survey can serve the whole programme: each batch of answers belongs to the programme, and the same batch may count in the surveys of several projects, each of which works out its demand for the children of its own area. Nobody has to be asked twice.',
  },
  careful: {
    zh: '计入时按各项目调研的起止日期、分层和样本要求核对；同一名受访者在一个调研中只计一份。',
    en: 'Each survey counts by its own days, strata and sample; a respondent counts once in it.',
  },
  caption: { zh: '答卷批次', en: 'Batches of answers' },
  batch: { zh: '批次号', en: 'Batch' },
  file: { zh: '来源', en: 'Where it is from' },
  online: { zh: '公开问卷', en: 'Public questionnaire' },
  rows: { zh: '答卷', en: 'Answers' },
  faulty: { zh: '其中不计', en: 'Left out' },
  at: { zh: '交入时间', en: 'Handed in' },
  countedIn: { zh: '已计入的调研', en: 'Counts in' },
  nowhere: { zh: '尚未计入任何调研', en: 'Counts nowhere yet' },
  act: { zh: '计入其他调研', en: 'Count elsewhere' },
  /** What the button says, and of which. */
  actOf: (batch: string) => ({ zh: `计入其他调研：${batch}`, en: `Count elsewhere: ${batch}` }),
  noOther: { zh: '没有可计入的调研', en: 'No survey can take it in' },
  empty: { zh: '还没有答卷', en: 'There are no answers yet' },
  emptyNext: {
    zh: '在一个调研的页面导入纸质问卷，或开放公开问卷；收到的答卷会列在这里。',
    en: 'Import paper answers on the page of a survey, or open a public questionnaire; what comes in is listed here.',
  },
  surveys: { zh: '计入哪些调研', en: 'In which surveys it counts' },
  surveysHint: { zh: '只列出正在进行、您可以办理的调研。计入后不能撤回。', en: 'Surveys that go on and that you see to. This cannot be undone.' },
  ofStratum: (stratum: string) => ({
    zh: `这一批来自项目群公开问卷的${stratum}答卷；已选中有${stratum}户数的调研。`,
    en: `This batch holds the answers of the ${stratum} from the programme’s questionnaire; surveys with households there are chosen.`,
  }),
  missing: { zh: '请至少选择一个', en: 'Please choose at least one' },
  submit: { zh: '计入', en: 'Count' },
  howFar: (done: string, all: string) => ({ zh: `已办 ${done} / ${all}`, en: `${done} of ${all} done` }),
  counted: { zh: '已计入', en: 'Counts now' },
  close: { zh: '完成', en: 'Done' },
});

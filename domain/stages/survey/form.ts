/** The forms of the demand survey. Deliberately absent: what may happen (stage.ts), the questionnaire. */
import { addDays } from '../../kernel/days.ts';
import { EMPTY_TALLY, STRATA, STRATUM_WORDS } from '../../standards/demand.ts';
import { SURVEY_RULES } from '../../standards/survey.ts';
import { NO_FILE, optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import type { SurveyState, surveyStage } from './stage.ts';

/** Its days may be told anew, and hold the answers that are counted. */
const lastDay = ({ tally, closesOn }: SurveyState, today: string): string =>
  [addDays(today, 14), closesOn ?? '', tally.answered?.last ?? ''].sort().at(-1) ?? today;

export const surveyForms = stageForms<SurveyState, (typeof surveyStage)['commands']>()({
  AnnounceSurvey: {
    name: text('发布调研起止日期', 'Announce the days of the survey'),
    how: text(
      '截止日到期后自动形成报告；此前举办的调研同时填写开始日期。',
      'The report is drawn up when the closing day has passed; of a survey that was held before, tell its first day too.',
    ),
    fields: {
      opensOn: { label: text('开始日期', 'First day'), help: text('不填为今天', 'Today where it is left empty') },
      closesOn: { label: text('截止日期', 'Last day'), basis: SURVEY_RULES.rows.validMonths.document },
    },
    probe: (state, today) => ({
      closesOn: lastDay(state, today),
      ...(state.tally.answered === undefined ? {} : { opensOn: [state.tally.answered.first, state.opensOn ?? today].sort()[0] ?? today }),
    }),
    start: (state) => ({ closesOn: state.closesOn ?? '', opensOn: state.opensOn ?? '' }),
  },
  ReceiveAnswers: {
    name: text('收入一批问卷', 'Take in a batch of answers'),
    how: text(
      '问卷先整批提交，系统按规则核对并计数；这里填写批号，计入本项目。',
      'A batch is handed in and counted by the rules first; its number takes it into this project.',
    ),
    fields: { batch: { label: text('批号', 'Number of the batch') } },
    probe: (state) => ({ batch: '—', sha256: NO_FILE.sha256, tally: EMPTY_TALLY, after: state.batches }),
  },
  CloseSurvey: {
    name: text('结束调研，送审报告', 'Close the survey and have its report signed'),
    final: text('形成报告并送审签；签署后不再收入问卷。', 'The report is drawn up and sent to be signed; no answers are taken in after it.'),
    fields: {
      reason: {
        label: text('样本不足仍送审的理由', 'Why it is signed although the sample falls short'),
        help: text('达到要求的不填；审签人将看到', 'Leave empty where it suffices; the reviewer sees it'),
        basis: SURVEY_RULES.rows.smallNeedsReason.document,
      },
    },
    probe: () => ({ reason: '—' }),
  },
  OpenQuestionnaire: {
    name: text('开放公众问卷', 'Open the public questionnaire'),
    how: text(
      '生成填答链接和二维码；填答期间可在“调研”页查看进度。',
      'It makes a link and a QR code; the page of the survey shows how many have answered.',
    ),
    fields: {
      basis: { label: text('依据文号', 'By which document') },
      areas: {
        label: text('填答人可选的居住地', 'Where people may live'),
        fields: { name: { label: text('名称', 'Name') }, stratum: { label: text('类型', 'Stratum'), options: optionsOf(STRATUM_WORDS, STRATA) } },
      },
    },
    paste: 'areas',
    probe: () => ({ basis: '—', areas: [{ name: '—', stratum: 'URBAN' }], link: NO_FILE.sha256, version: 1 }),
    start: () => ({ areas: [{}] }),
  },
  CloseQuestionnaire: {
    name: text('关闭公众问卷', 'Close the public questionnaire'),
    final: text('关闭后不能再填答；已收回的答卷作为一批计入。', 'Nobody can answer after it; what came in is counted as a batch.'),
    fields: {},
    probe: (state) => ({ link: state.publicForm?.link ?? '—', received: 0, head: '', refused: {}, counted: null }),
  },
});

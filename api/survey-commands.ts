/**
 * What the API adds to the commands of a survey from the record, and never takes from a client: the tally of a batch, a new
 * address for its public questionnaire, and what has come in by one that closes. Deliberately absent: deciding.
 */
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { dayAt } from '../domain/kernel/days.ts';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import { ANY_SURVEY } from '../domain/stages/survey/answer.ts';
import type { CountedBatch } from '../domain/stages/survey/batch.ts';
import { whyNotClose } from '../domain/stages/survey/public-form.ts';
import { NEWEST_VERSION } from '../domain/stages/survey/questionnaire.ts';
import { countingOf, type SurveyCommand, type SurveyState } from '../domain/stages/survey/stage.ts';
import type { ApiDeps } from './ports.ts';

type Completing = { readonly stream: string; readonly programme: string; readonly actor: Actor };
type Completed = AnyCommand | { readonly fault: Text };

/** The command as the survey meets it; of any other case it is what it was. */
export async function completed(deps: Pick<ApiDeps, 'reading' | 'surveys'>, about: Completing, body: AnyCommand): Promise<Completed> {
  switch (body.type) {
    case 'ReceiveAnswers':
      return 'batch' in body && typeof body.batch === 'string' ? withTally(deps, about, body.batch) : body;
    case 'OpenQuestionnaire':
      return { ...body, version: NEWEST_VERSION, link: await deps.surveys.makeLink(about.stream, about.programme) } as AnyCommand; // with what its shape says is added
    case 'CloseQuestionnaire':
      return closing(deps, about);
    default:
      return body;
  }
}

const stateOf = async ({ reading }: Pick<ApiDeps, 'reading'>, stream: string): Promise<SurveyState | null> => {
  const found = await reading.caseToRead(stream);
  return found === null ? null : (found.state as SurveyState); // these commands are of a survey alone
};

const NO_BATCH: Text = { zh: '本项目群没有这一批问卷', en: 'no such batch of answers in this programme' };
const CHANGED: Text = {
  zh: '保存的行与提交时不符，未计入；请审计人员核查',
  en: 'its stored rows are not those that were handed in; nothing was counted, and auditors must look at it',
};
const GONE: Text = { zh: '项目群已办结，不再收入问卷', en: 'the programme is closed and takes in no more answers' };

type Counted = CountedBatch & { readonly after: readonly string[] };
async function countedNow(
  deps: Pick<ApiDeps, 'surveys'>,
  state: SurveyState | null,
  programme: string,
  batch: string,
): Promise<Counted | { readonly fault: Text }> {
  const counting = state === null ? ANY_SURVEY : countingOf(state, dayAt(new Date().toISOString()));
  const counted = await deps.surveys.tallyOfBatch(programme, batch, counting);
  if (counted === null) return { fault: faultAt('batch', NO_BATCH) };
  if (counted === 'CHANGED') return { fault: faultAt('batch', CHANGED) };
  return { ...counted, after: counting.earlier };
}

async function withTally(deps: Pick<ApiDeps, 'reading' | 'surveys'>, { stream, programme }: Completing, batch: string): Promise<Completed> {
  const counted = await countedNow(deps, await stateOf(deps, stream), programme, batch);
  if ('fault' in counted) return counted;
  const receive: SurveyCommand = { type: 'ReceiveAnswers', batch, ...counted };
  return receive;
}

const NOTHING = { type: 'CloseQuestionnaire', link: '', received: 0, head: '', refused: {}, counted: null } as const satisfies SurveyCommand;

/** Nothing comes in from here on, also where the survey then refuses: it is asked again, and the same answers are counted. */
async function closing(deps: Pick<ApiDeps, 'reading' | 'surveys'>, { stream, programme, actor }: Completing): Promise<Completed> {
  const state = await stateOf(deps, stream);
  // What the survey refuses in any case closes nothing.
  if (state?.publicForm === undefined || whyNotClose(state) !== null || state.suspended || state.status !== 'OPEN') return NOTHING;
  const { link } = state.publicForm;
  const batch = `WEB-${state.project}-${link.slice(0, 6)}`;
  const { received, head, refused, outcome } = await deps.surveys.collectForm({ link, programme, batch }, actor);
  const closed: SurveyCommand = { ...NOTHING, link, received, head, refused };
  if (outcome === undefined) return closed;
  if (outcome.kind !== 'STORED' && outcome.kind !== 'KNOWN') return { fault: faultAt('batch', GONE) };
  const counted = await countedNow(deps, state, programme, batch);
  if ('fault' in counted) return counted;
  const withAnswers: SurveyCommand = { ...closed, counted: { batch, ...counted } };
  return withAnswers;
}

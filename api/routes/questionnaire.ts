/**
 * The public questionnaire of a survey (docs/adr/0092) or of a programme (0112): a page for whoever has its address, no sign-in, no script. Nothing is
 * kept before it is sent; what is refused is told politely and counted. Deliberately absent: what is in it (api/pages, domain).
 */
import type { Express, Request, Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { stateIn } from '../../domain/cases.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { pick } from '../../domain/kernel/locale.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { answerFault, type Counting } from '../../domain/stages/survey/answer.ts';
import type { OpenForm } from '../../domain/stages/survey/batch.ts';
import { type Asking, faultsIn, keptOf } from '../../domain/stages/survey/filled-in.ts';
import { isTaking, lookedAtBy } from '../../domain/stages/survey/programme-form.ts';
import { isCollecting } from '../../domain/stages/survey/public-form.ts';
import { questionnaireOf } from '../../domain/stages/survey/questionnaire.ts';
import { countingOf } from '../../domain/stages/survey/stage.ts';
import { surveyRules } from '../../domain/standards/survey.ts';
import { MINUTE_S, missedIf, missesTooOften } from '../miss-limit.ts';
import { answeringSince, guard, localeOf, sameSite, steady } from '../page-guard.ts';
import { type QuestionnaireView, questionnairePage } from '../pages/questionnaire-page.tsx';
import { QUESTIONNAIRE_WORDS } from '../pages/questionnaire-words.ts';
import { messagePage } from '../pages/steady-form.tsx';
import { PAGE_WORDS } from '../pages/words.ts';
import type { ApiDeps } from '../ports.ts';
import { type BroughtForm, deviceIn, nameDevice, networkOf, phoneIn, readQuestionnaire, secondsSince, stampAt } from '../questionnaire-form.ts';

const TOKEN = /^[A-Za-z0-9_-]{22}$/;
/** Answers from one network: a whole meeting of parents on the line of a village hall, and no program that fills in hundreds. */
const FROM_ONE_NETWORK = { points: 60, duration: 600 } as const;

type Visit = { readonly form: OpenForm } & Taking;
/** What is asked, until when, and by which rules an answer is looked at; `open`: whether it takes any now. */
type Taking = {
  readonly open: boolean;
  readonly asking: Asking;
  readonly closesOn: string;
  readonly counting: Counting;
  readonly programme: Text;
};

export function questionnaireRoutes(app: Express, deps: ApiDeps): void {
  const networks = new RateLimiterMemory(FROM_ONE_NETWORK);
  const secure = deps.publicUrl.startsWith('https://');

  app.get('/q/:token', async (request, response) => {
    const visit = await visitOf(deps, request, response);
    if (visit === null) return;
    const device = deviceIn(visit.form, request);
    if (device !== null && (await deps.surveys.hasAnswered(visit.form, device))) return say(request, response, 200, 'thanks');
    if (device === null) nameDevice(visit.form, response, secure);
    response.status(200).send(questionnairePage(blank(visit, request)));
  });

  app.post('/q/:token', async (request, response) => {
    const visit = await visitOf(deps, request, response);
    if (visit === null) return;
    const brought = await readQuestionnaire(request, response, visit.asking.questionnaire);
    // What was typed is in the browser alone, which still has it a page back.
    if (brought.tooLong) return say(request, response, 413, 'tooLong');
    await answer(deps, networks, visit, brought, request, response);
  });
}

/** What is behind an address, taking answers now; null: whoever came has been told why not. */
async function visitOf(deps: ApiDeps, request: Request, response: Response): Promise<Visit | null> {
  const since = answeringSince();
  guard(response);
  const token = String(request.params.token ?? '');
  const form = TOKEN.test(token) ? await deps.surveys.findOpenForm(token) : null;
  const today = dayAt(new Date().toISOString());
  const taking = form === null ? null : ((await ofSurvey(deps, form, today)) ?? (await ofProgramme(deps, form, today)));
  // An address that no event knows was never opened.
  missedIf(response, taking === null);
  if (form === null || taking === null) {
    const locale = localeOf(request, undefined);
    const often = missesTooOften(response);
    if (often) response.setHeader('Retry-After', String(MINUTE_S));
    await steady(since);
    response.status(often ? 429 : 404).send(messagePage(locale, often ? PAGE_WORDS[locale].tooMany : QUESTIONNAIRE_WORDS[locale].absent));
    return null;
  }
  if (!taking.open) {
    say(request, response, 410, 'closed');
    return null;
  }
  return { form, ...taking };
}

/** Null: it is of no survey. */
async function ofSurvey({ reading }: ApiDeps, form: OpenForm, today: string): Promise<Taking | null> {
  const found = await reading.caseByStream(form.stream);
  if (found === null) return null;
  const state = stateIn('survey', found);
  const { publicForm, closesOn, opensOn } = state;
  if (publicForm === undefined) return null;
  const open =
    !form.closed &&
    publicForm.link === form.link &&
    isCollecting(state) &&
    state.status === 'OPEN' &&
    !state.suspended &&
    closesOn !== null &&
    closesOn >= today &&
    (opensOn === undefined || opensOn <= today);
  const programme = await reading.caseToRead(streamOf('programme', state.programme));
  const { areas, version } = publicForm;
  return {
    open,
    asking: { questionnaire: questionnaireOf(version), areas, rules: surveyRules(state.standards), today },
    closesOn: closesOn ?? '',
    counting: { ...countingOf(state, today), earlier: [] },
    programme: programme?.title ?? state.name,
  };
}

/** Null: it is of no programme as a whole. */
async function ofProgramme({ reading, surveys }: ApiDeps, form: OpenForm, today: string): Promise<Taking | null> {
  const found = await surveys.programmeFormBy(form.link);
  const programme = found === null ? null : await reading.caseToRead(streamOf('programme', found.programme));
  if (found === null || programme === null) return null;
  const counting = lookedAtBy(found);
  return {
    open: !form.closed && isTaking(found, today) && programme.status !== 'CLOSED',
    asking: { questionnaire: questionnaireOf(found.version), areas: found.areas, rules: counting.rules, today },
    closesOn: found.closesOn,
    counting,
    programme: programme.title,
  };
}

function say(request: Request, response: Response, status: number, what: 'thanks' | 'twice' | 'closed' | 'tooLong'): void {
  const locale = localeOf(request, undefined);
  response.status(status).send(messagePage(locale, QUESTIONNAIRE_WORDS[locale][what]));
}

function blank({ form, asking, closesOn, programme }: Visit, request: Request): QuestionnaireView {
  const locale = localeOf(request, undefined);
  return {
    locale,
    action: `/q/${String(request.params.token)}?lang=${locale}`,
    programme: pick(programme, locale),
    closesOn,
    asking,
    step: 0,
    given: {},
    phone: '',
    stamp: stampAt(form, Date.now()),
    faults: new Map(),
    said: null,
  };
}

async function answer(
  deps: ApiDeps,
  networks: RateLimiterMemory,
  visit: Visit,
  brought: BroughtForm,
  request: Request,
  response: Response,
): Promise<void> {
  const { form, asking } = visit;
  const first = blank(visit, request);
  const words = QUESTIONNAIRE_WORDS[first.locale];
  const { given, phone, step } = brought;
  const seconds = secondsSince(form, brought.stamp, Date.now());
  const view: QuestionnaireView = { ...first, given, phone, step, stamp: seconds === null ? first.stamp : brought.stamp };
  const show = (status: number, change: Partial<QuestionnaireView>): void =>
    void response.status(status).send(questionnairePage({ ...view, ...change }));

  if (!brought.consent) return show(step === 0 ? 422 : 200, { step: 0, said: words.consentFirst });
  if (step === 0) return show(200, { step: 1 });
  if (brought.back) return show(200, { step: 1 });
  const faults = faultsOn(1, brought, asking);
  if (faults.size > 0) return show(422, { step: 1, faults });
  if (step === 1) return show(200, { step: 2 });
  const more = faultsOn(2, brought, asking);
  const number = phoneIn(phone);
  if (number === null) more.set('phone', { zh: QUESTIONNAIRE_WORDS['zh-CN'].phoneFault, en: QUESTIONNAIRE_WORDS.en.phoneFault });
  if (more.size > 0) return show(422, { faults: more });

  if (!sameSite(request, deps.publicUrl) || seconds === null) return show(422, { said: words.stale });
  if (brought.decoyed) {
    await deps.surveys.noteRefused(form.link, 'MACHINE');
    return show(422, { said: words.machine });
  }
  const device = deviceIn(form, request);
  if (device === null) {
    nameDevice(form, response, deps.publicUrl.startsWith('https://'));
    return show(422, { said: words.allowCookies });
  }
  const isFree = await networks.consume(`${form.link} ${networkOf(request.ip ?? '')}`).then(
    () => true,
    () => false,
  );
  if (!isFree) {
    await deps.surveys.noteRefused(form.link, 'TOO_MANY');
    response.setHeader('Retry-After', String(FROM_ONE_NETWORK.duration));
    return show(429, { said: words.tooMany });
  }
  const kept = { ...keptOf(given, asking), secondsToFill: seconds, consent: true, answeredOn: asking.today };
  const fault = answerFault({ ...kept, respondent: '' }, new Set(), visit.counting);
  const taken = await deps.surveys.takeAnswer(form, { device, phone: number === '' ? null : number, answer: kept, fault });
  if (taken === 'CLOSED') return say(request, response, 410, 'closed');
  if (taken === 'TWICE') {
    await deps.surveys.noteRefused(form.link, 'TWICE');
    return say(request, response, 409, 'twice');
  }
  response.redirect(303, first.action);
}

/** Every fault of a page, those of the gate for text first. */
function faultsOn(page: 1 | 2, { given, unfit }: BroughtForm, asking: Asking): Map<string, Text> {
  const faults = new Map(faultsIn(given, asking, page));
  for (const { key, page: there } of asking.questionnaire.questions) {
    const fault = unfit.get(key);
    if (fault !== undefined && there === page) faults.set(key, fault);
  }
  return faults;
}

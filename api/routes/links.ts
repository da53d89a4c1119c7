import type { Express, Request, Response } from 'express';
import { STRONG } from '../../domain/approval/decide.ts';
import type { DocumentRef } from '../../domain/approval/facts.ts';
import { CHECK_DIGITS, CHECK_TRIES, checkOf, passesCheck } from '../../domain/approval/human-check.ts';
import { asksSignature } from '../../domain/approval/route.ts';
import type { Assurance, SignedIn } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { DocumentFile, LinkVisitNote } from '../../domain/views.ts';
import { PAGE_OFFERS, type PageOffer, type TaskKind } from '../../domain/words/lists.ts';
import { TASK_KIND_WORDS } from '../../domain/words/tasks.ts';
import { FILE_MAX_BYTES } from '../../intake/document-file.ts';
import { createAtOnce } from '../at-once.ts';
import { checkedFile } from '../checked-file.ts';
import { commandIdOf, hashOf } from '../digest.ts';
import { FILES_MAX, sendFile } from '../document-file.ts';
import { doneBefore, noteDone } from '../done-note.ts';
import { isMeant, readFormBody } from '../form-body.ts';
import { commandOf, isAgreement, type LinkForm, leftOut, readLinkForm, wasDecoyed } from '../link-acts.ts';
import { type LinkBody, readLinkBody } from '../link-body.ts';
import { isTypedIn, valueFaultsOf, valuesIn } from '../link-fields.ts';
import { askedBeside, codeForm, linkPage, visitor } from '../link-page.ts';
import { COOKIE, pathOf, TOKEN, type Visit, visitOf } from '../link-visit.ts';
import { missedIf } from '../miss-limit.ts';
import { answeringSince, guard, localeOf, sameSite, steady } from '../page-guard.ts';
import { pageOffers } from '../page-offers.ts';
import { ATTACHES } from '../pages/fields.ts';
import { messagePage } from '../pages/steady-form.tsx';
import { offerWord } from '../pages/task-form.tsx';
import type { Typed } from '../pages/task-view.ts';
import { PAGE_WORDS } from '../pages/words.ts';
import { noteWritten } from '../person-problem.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOfOutcome } from '../problem.ts';
import { pictureFaults } from '../signature.ts';
import { signsOf } from '../visit-signs.ts';
import { answerAbsent } from './doors.ts';

const NO_SUM: Text = { zh: PAGE_WORDS['zh-CN'].noSum, en: PAGE_WORDS.en.noSum };
/** Forms with files that are held at a time: one of each person, and so many of all; each is up to 100 MB. */
const UPLOADS = { each: 1, all: 4 } as const;

export function linkRoutes(app: Express, deps: ApiDeps): void {
  const uploads = createAtOnce(UPLOADS);
  const secure = deps.publicUrl.startsWith('https://');

  app.get('/a/:token', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const token = request.params.token ?? '';
    if (!TOKEN.test(token)) return answerAbsent(deps, request, response, 'dead', since);
    const hash = hashOf(token);
    // Known or not, the answer is the same; the page behind it says what there is to say (T4).
    missedIf(response, !(await note(deps, hash, request, 'FETCH')));
    response.cookie(COOKIE, token, { path: pathOf(hash), httpOnly: true, sameSite: 'lax', secure, maxAge: 12 * 3_600_000 });
    await steady(since);
    response.redirect(303, pathOf(hash));
  });

  app.get('/task/:id', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const visit = await visitOf(deps, request);
    const done = doneBefore(request, response);
    if (visit === 'dead' && done !== null) {
      // What was done here had a newer mail sent: whoever did it is told so, and not that their link is worth nothing.
      const locale = localeOf(request, undefined);
      return void response.status(200).send(messagePage(locale, PAGE_WORDS[locale].doneAndReplaced));
    }
    if (typeof visit === 'string') return answerAbsent(deps, request, response, visit, since);
    await note(deps, visit.link.hash, request, 'PAGE');
    response.status(200).send(await linkPage(deps, visit, { done }));
  });

  app.get('/task/:id/files/:sha256', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const file = await fileOf(deps, request);
    if (file === null) return answerAbsent(deps, request, response, 'dead', since);
    sendFile(response, file);
  });

  app.get('/task/:id/files/:sha256/preview', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const visit = await visitOf(deps, request);
    const sha256 = String(request.params.sha256 ?? '');
    const file = typeof visit === 'string' ? null : await deps.files.findFile(visit.link.stream, sha256);
    const picture = file === null || typeof visit === 'string' ? null : await deps.previews.preview(file, sha256, visit.link.person);
    if (picture === null) return answerAbsent(deps, request, response, 'dead', since);
    response.setHeader('Cache-Control', 'private, max-age=600');
    response.type(picture.mediaType).send(Buffer.from(picture.bytes));
  });

  app.post('/task/:id/code', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const visit = await visitOf(deps, request);
    if (typeof visit === 'string') return answerAbsent(deps, request, response, visit, since);
    const words = PAGE_WORDS[visit.locale];
    const fields = await readFormBody(request, response);
    if (!(await isMeant(deps, request, codeForm(visit), fields))) {
      return void response.status(422).send(await linkPage(deps, visit, { said: words.notMeant[1] }));
    }
    const command = { type: 'AskMail', what: 'CODE', task: visit.task.task } as const;
    const outcome = await deps.gateway.command(visit.link.stream, command, visitor(visit, 'email-possession'), commandIdOf(`code/${fields.nonce}`));
    const problem = problemOfOutcome(outcome);
    const said = problem === null ? words.codeSent : problem.code === 'TOO_SOON' ? words.codeTooSoon : words.unavailable[1];
    response.status(problem?.status ?? 200).send(await linkPage(deps, visit, { said }));
  });

  app.post('/task/:id/decision', async (request, response) => {
    const since = answeringSince();
    guard(response);
    const visit = await visitOf(deps, request).catch(async (error: unknown) => {
      noteWritten(response, await writtenBy(request, response));
      throw error;
    });
    if (visit === 'dead') return answerAbsent(deps, request, response, visit, since);
    if (typeof visit === 'string') return answerAbsent(deps, request, response, visit, since, await writtenBy(request, response));
    // Read only now: a stranger cannot make us hold files.
    const { hash, person } = visit.link;
    let leave: (() => void) | null = null;
    const body = await readLinkBody(request, response, async ({ nonce }) => {
      leave = (await deps.links.isFormOpen(String(nonce ?? '').slice(0, 64), hash)) ? uploads.take(person) : null;
      return leave !== null;
    });
    noteWritten(response, writtenIn(readLinkForm(body.fields).form));
    try {
      await decide(deps, visit, body, request, response);
    } finally {
      (leave as (() => void) | null)?.(); // set by the callback above
    }
  });
}

/** Their link has run out, or nothing answers us, while they wrote: what they wrote is theirs all the same. */
const writtenBy = async (request: Request, response: Response): Promise<readonly string[]> =>
  writtenIn(readLinkForm((await readLinkBody(request, response, async () => false)).fields).form);

/** The document that is asked for, if the visitor's case names it. */
async function fileOf(deps: ApiDeps, request: Request): Promise<DocumentFile | null> {
  const visit = await visitOf(deps, request);
  return typeof visit === 'string' ? null : deps.files.findFile(visit.link.stream, String(request.params.sha256 ?? ''));
}

/** Notes who came by; what it looks like is noted beside it and changes nothing. False: nobody knows the link. */
const note = (deps: ApiDeps, hash: string, request: Request, kind: LinkVisitNote['kind'], commandId?: string): Promise<boolean> =>
  deps.links.noteVisit(hash, {
    kind,
    method: request.method,
    signs: signsOf(request.method, request.headers),
    agent: String(request.headers['user-agent'] ?? ''),
    address: request.ip ?? '',
    ...(commandId === undefined ? {} : { commandId }),
  });

async function decide(deps: ApiDeps, visit: Visit, body: LinkBody, request: Request, response: Response): Promise<void> {
  const { link, locale, state, task } = visit;
  const words = PAGE_WORDS[locale];
  const path = pathOf(link.hash);
  const { form, faults: wrong } = readLinkForm(body.fields);
  const before = await deps.files.handedInBy(link.person, hashesIn(form.kept));
  const [signedBefore = null] = await deps.files.handedInBy(link.person, hashesIn(form.keptSignature));
  let typed: Typed = { ...form, files: before, signature: signedBefore };
  const again = async (faults: readonly string[]) =>
    void response.status(422).send(await linkPage(deps, visit, { faults: body.passedOver ? [...faults, words.filesAgain] : faults, typed }));

  if (!sameSite(request, deps.publicUrl)) return again([words.staleForm]);
  const used = await deps.links.consumeForm(form.nonce, link.hash);
  if (used === null) return again([words.staleForm]);
  const decoyed = wasDecoyed(Object(body.fields));
  if (decoyed || Date.now() - used.shownAt.getTime() < deps.leastReadingMs) {
    await note(deps, link.hash, request, 'MACHINE');
    return again([decoyed ? words.decoyed : words.tooFast]);
  }
  const offer = PAGE_OFFERS.find((known) => known === form.choice);
  const faults: string[] = wrong.map(({ field, fault }) => `${fieldLabel(field, locale, task.kind)}${words.colon}${pick(fault, locale)}`);
  if (offer === undefined) faults.push(words.chooseFirst);
  const isRight = passesCheck(checkOf(link, state), form.check);
  if (form.check !== '' && (await deps.links.takeTry(link.hash, isRight, CHECK_TRIES)) === 'WAIT') {
    response.setHeader('Retry-After', String(CHECK_TRIES.apartSeconds));
    return void response.status(429).send(await linkPage(deps, visit, { faults: [words.checkWait(CHECK_TRIES.apartSeconds)], typed }));
  }
  if (!isRight) faults.push(words.checkWrong);
  if (body.tooLarge) faults.push(words.filesTooLarge(FILES_MAX, FILE_MAX_BYTES / 1_048_576));
  const signing = await signatureOf(deps, visit, body, signedBefore);
  faults.push(...signing.faults);
  const attached = pageOffers(state, task, link.person).some((known) => ATTACHES.includes(known)) ? body.files : [];
  const checked = await Promise.all(
    attached.map((brought) => checkedFile(deps, brought, { person: link.person, door: 'link', programmes: [state.programme] })),
  );
  checked.forEach((check, index) => {
    if ('faults' in check) faults.push(...check.faults.map((fault) => `${attached[index]?.name ?? ''}${words.colon}${pick(fault, locale)}`));
  });
  if (attached.length + before.length > FILES_MAX) faults.push(words.filesTooLarge(FILES_MAX, FILE_MAX_BYTES / 1_048_576));
  if (offer !== undefined) faults.push(...filledWrong(visit, offer, form), ...misplaced(visit, offer, form, attached.length, body));
  // Whatever else is wrong: a file that is right is here now, and need not be chosen again.
  const kept = await Promise.all(checked.flatMap((check) => ('file' in check ? [documentOf(deps, check.file, link.person)] : [])));
  const documents = [...before, ...kept].slice(0, FILES_MAX);
  typed = { ...form, files: documents, signature: signing.signature };
  if (offer === undefined || faults.length > 0) return again(faults);
  const command = commandOf(offer, form, { task, state, seen: used.seen, documents, signature: signing.signature });
  if (command === 'NOBODY') return again([words.choosePerson]);
  // Last, so that nothing else that is wrong uses a code up.
  const proof = await proven(deps, visit, command, form, request);
  if (proof === null) return again([askedBeside(visit) === 'session' ? words.signInWrong : words.codeWrong]);

  const { assurance, signedIn, commandId = commandIdOf(form.nonce) } = proof;
  const [outcome] = await Promise.all([
    deps.gateway
      .knowing({ person: link.person, stream: link.stream, relation: visit.relation })
      .command(link.stream, command, visitor(visit, assurance, signedIn), commandId, hashOf(form.nonce).slice(0, 16)),
    // A decision that is recorded must not look as if it were not, because its visit could not be noted.
    note(deps, link.hash, request, 'PERSON', commandId).catch((error: unknown) => deps.log.error({ error: String(error) }, 'visit not noted')),
  ]);
  const problem = problemOfOutcome(outcome);
  if (problem === null) {
    noteDone(response, offer, path, deps.publicUrl.startsWith('https://'));
    return void response.redirect(303, `${path}?lang=${locale}`);
  }
  if (problem.status === 503) {
    response.setHeader('Retry-After', '5');
    // Nothing was recorded: the form is there to be sent again. Not confirmed: what is true has to be looked at first.
    if (outcome.kind === 'UNAVAILABLE') return void response.status(503).send(await linkPage(deps, visit, { faults: [words.unavailable[1]], typed }));
    return void response.status(503).send(messagePage(locale, words.notConfirmed, null, writtenIn(form)));
  }
  await deps.keys.noteRefusal({ stream: link.stream, commandType: command.type, commandId, person: link.person, door: 'link', code: problem.code });
  // What stands now may differ from what was shown: the page is made from the newest state.
  const now = await visitOf(deps, request);
  // The faults of a problem name ids, for whoever calls the API; here one person was chosen, and the sentence is about them.
  const text = locale === 'en' ? problem.title : problem.titleZh;
  const shown =
    typeof now === 'string' ? messagePage(locale, words[now], null, writtenIn(form)) : await linkPage(deps, now, { faults: [text], typed });
  response.status(problem.status).send(shown);
}

/** What was written or attached and would be lost with what was chosen. */
function misplaced(visit: Visit, offer: PageOffer, form: LinkForm, files: number, { signature }: LinkBody): readonly string[] {
  const { locale, state, task } = visit;
  const fitting = {
    reason: '',
    conditions: offerWord(visit, 'APPROVE_WITH_CONDITIONS'),
    files: offerWord(visit, task.kind === 'QUESTION' ? 'ANSWER' : 'COMMENT'),
    signature: '',
    values: '',
  };
  const filled = isTypedIn(state, task, form.fields ?? {});
  return leftOut(offer, form, files, { signed: signature !== null, filled }).map((field) =>
    PAGE_WORDS[locale].leftOut[field](offerWord(visit, offer), fitting[field]),
  );
}

/** What is wrong with the fields of the matter's form, where they are filled in with the answer. */
function filledWrong({ locale, state, task }: Visit, offer: PageOffer, { fields = {} }: LinkForm): readonly string[] {
  if (!isAgreement(offer)) return [];
  return valueFaultsOf(state, task, valuesIn(state, task, fields), NO_SUM).map((fault) => pick(fault, locale));
}

/** The picture that came with the form, or with the one before it; or what is wrong with it. */
async function signatureOf(
  deps: ApiDeps,
  { link, locale, state, task }: Visit,
  { signature: brought }: LinkBody,
  before: DocumentRef | null,
): Promise<{ readonly signature: DocumentRef | null; readonly faults: readonly string[] }> {
  if (task.kind !== 'DECIDE' || !asksSignature(state.route, state.step)) return { signature: null, faults: [] };
  if (brought === null) return { signature: before, faults: [] };
  const checked = await checkedFile(deps, brought, { person: link.person, door: 'link', programmes: [state.programme] });
  const words = PAGE_WORDS[locale];
  const told = (wrong: readonly Text[]): readonly string[] => wrong.map((fault) => `${words.signature}${words.colon}${pick(fault, locale)}`);
  if ('faults' in checked) return { signature: before, faults: told(checked.faults) };
  const signature = await documentOf(deps, checked.file, link.person);
  const wrong = await pictureFaults(deps, link.person, { ...checked.file, sha256: signature.sha256 ?? '' });
  return wrong.length > 0 ? { signature: before, faults: told(wrong) } : { signature, faults: [] };
}

const hashesIn = (kept: string): readonly string[] =>
  kept
    .split(',')
    .filter((hash) => /^[0-9a-f]{64}$/.test(hash))
    .slice(0, FILES_MAX);

/** What somebody wrote in words of their own; nobody types it a second time because of us. */
const writtenIn = ({ reason, conditions }: LinkForm): readonly string[] => [reason, conditions].filter((text) => text.trim() !== '');

/** The words that stand beside a field of the form. */
function fieldLabel(field: string, locale: Locale, kind: TaskKind): string {
  const words = PAGE_WORDS[locale];
  if (field === 'reason') return pick(TASK_KIND_WORDS[kind].reason, locale);
  if (field === 'check') return words.check(CHECK_DIGITS);
  const label: unknown = { ...words, check: undefined }[field as keyof PageWords]; // a field without words of its own is told by its name
  return typeof label === 'string' ? label : field;
}
type PageWords = (typeof PAGE_WORDS)['zh-CN'];

/**
 * How sure it is who acts; null: the route asks for more than was given. A one-time code brings the id of the one command
 * that it is good for; it is used up when that is recorded, and a refusal leaves it good.
 */
async function proven(
  deps: ApiDeps,
  visit: Visit,
  command: AnyCommand,
  form: LinkForm,
  request: Request,
): Promise<{ readonly assurance: Assurance; readonly commandId?: string; readonly signedIn?: SignedIn } | null> {
  const { link, task } = visit;
  const asked = STRONG.some((type) => type === command.type) ? askedBeside(visit) : null;
  if (asked === null) return { assurance: 'email-possession' };
  if (asked === 'session') {
    // Signed in with this browser, in another window; or by a token.
    const typed = form.signIn.trim();
    const reader = typed === '' ? await deps.signIns.readerOfCookie(request.headers.cookie ?? '') : await deps.signIns.readerOfToken(typed);
    // Of somebody else, or of a key that may only look: it proves nothing here.
    if (reader?.person !== link.person || reader.signIn === undefined || (reader.signIn.scope ?? 'ACT') !== 'ACT') return null;
    return { assurance: 'session', signedIn: { how: reader.signIn.how, at: reader.signIn.at } };
  }
  const known = await deps.links.matchCode({ purpose: 'PAGE', person: link.person, stream: link.stream, task: task.task }, form.code);
  return known === null ? null : { assurance: 'email+otp', commandId: known.commandId };
}

const documentOf = async (deps: ApiDeps, file: DocumentFile, person: string): Promise<DocumentRef> => ({
  title: file.name,
  sha256: await deps.files.storeFile(file, person),
});

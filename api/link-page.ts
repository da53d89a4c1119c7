/**
 * What the page behind a link shows to whom, with its form: read anew for every answer. Deliberately absent: what a form
 * that comes back leads to (routes/links.ts), how it looks (pages/).
 */
import { randomBytes } from 'node:crypto';
import { audienceOf, readBy } from '../domain/approval/audience.ts';
import { lightOn } from '../domain/approval/case.ts';
import { askedBesideLink, removable, returnTargets, whyNotAsked } from '../domain/approval/entitlement.ts';
import { type ApprovalState, type DocumentRef, isActive } from '../domain/approval/facts.ts';
import { fillableBy, fillingsOf, stillToFill } from '../domain/approval/filled.ts';
import { filesIn } from '../domain/approval/form.ts';
import { asksSignature, rulesAt } from '../domain/approval/route.ts';
import { correctable } from '../domain/approval/supplement.ts';
import type { Actor, Assurance, SignedIn } from '../domain/kernel/actor.ts';
import { dayAt } from '../domain/kernel/days.ts';
import { idOf } from '../domain/kernel/stream.ts';
import type { Person } from '../domain/person.ts';
import type { PageOffer } from '../domain/words/lists.ts';
import { isShown } from '../intake/document-file.ts';
import { shownIn } from './link-fields.ts';
import { pathOf, type Visit } from './link-visit.ts';
import { pageOffers } from './page-offers.ts';
import { taskPage } from './pages/task-page.tsx';
import type { TaskFormFacts, Typed } from './pages/task-view.ts';
import type { ApiDeps } from './ports.ts';

/** Whoever came by a link, as a case is told of them. */
export const visitor = ({ link }: Visit, assurance: Assurance, signedIn?: SignedIn): Actor => ({
  person: link.person,
  door: 'link',
  assurance,
  roles: [],
  ...(signedIn === undefined ? {} : { signedIn }),
});
/** What a nonce of the code form is bound to. */
export const codeForm = ({ link }: Visit): string => `${link.hash}/code`;

/** What the page says beside the case: what is wrong, what was typed, what was done. */
type Beside = { readonly faults?: readonly string[]; readonly typed?: Typed; readonly said?: string; readonly done?: PageOffer | null };

export async function linkPage(deps: ApiDeps, visit: Visit, { faults = [], typed = {}, said, done = null }: Beside = {}): Promise<string> {
  const { link, task, locale } = visit;
  const people = await visit.people();
  // What its form hides from this reader is not on the page.
  const state = readBy(visit.state, audienceOf(visit.state, link.person, []));
  const path = pathOf(link.hash);
  const offers = pageOffers(state, task, link.person);
  const nameOf = (person: string): string => {
    const known = people.get(person);
    return known === undefined ? person : locale === 'en' ? known.nameEn : known.name;
  };
  const form = offers.length === 0 ? null : await formOf(deps, visit, offers);
  const known = await deps.files.knownFiles(
    link.stream,
    documentsIn(state).flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256])),
  );
  const files = new Set(known.keys());
  const previews = new Set([...known].flatMap(([sha256, mediaType]) => (isShown(mediaType) ? [sha256] : [])));
  return taskPage({
    locale,
    state,
    task,
    light: lightOn(state, dayAt(new Date().toISOString())),
    person: link.person,
    nameOf,
    path,
    caseHref: `/approvals/${encodeURIComponent(idOf(link.stream))}`,
    files,
    previews,
    isOldLink: link.check === null,
    form,
    faults,
    said: said ?? null,
    done,
    typed,
  });
}

const documentsIn = (state: ApprovalState): readonly DocumentRef[] => [
  ...state.content.documents,
  ...filesIn(state.content),
  ...state.remarks.flatMap((r) => r.documents),
];

async function formOf(deps: ApiDeps, visit: Visit, offers: readonly PageOffer[]): Promise<TaskFormFacts> {
  const { link, state, task, locale } = visit;
  const [nonce, codeNonce] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
  const asks = askedBeside(visit);
  await deps.links.storeForm({ nonce, link: link.hash, seen: state.contentHash });
  if (asks === 'email+otp') await deps.links.storeForm({ nonce: codeNonce, link: codeForm(visit), seen: '' });
  const label = ({ name, nameEn, unit }: Person): string => (locale === 'en' ? `${nameEn} (${unit})` : `${name}（${unit}）`);
  const fills = fillableBy(state, task);
  const namesPeople = fills.some(({ type }) => type === 'PERSON');
  const needsPeople = namesPeople || offers.some((offer) => ['HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'ASK', 'COPY'].includes(offer));
  const colleagues = needsPeople ? await deps.reading.listColleagues(state.programme) : [];
  const known = new Map(colleagues.map((person) => [person.id, person]));
  const presets = task.kind === 'DECIDE' ? (await deps.presets.presetsOf(link.person, locale)).items : [];
  return {
    nonce,
    presets: presets.map(({ text }) => text),
    action: `${pathOf(link.hash)}/decision?lang=${locale}`,
    asks,
    codeAction: `${pathOf(link.hash)}/code?lang=${locale}`,
    codeNonce,
    offers,
    asksScore: state.route.steps[state.step]?.asksScore === true,
    asksSignature: asksSignature(state.route, state.step) && task.kind === 'DECIDE',
    returnTo: returnTargets(state, task),
    choosesAfterwards: rulesAt(state.route, state.step).afterReturn === 'RETURNER_CHOOSES',
    people: colleagues
      .filter(({ id }) => id !== link.person && (id === state.applicant || whyNotAsked(state, id).length === 0))
      .map((person) => ({ id: person.id, label: label(person) })),
    removable: removable(state, link.person, false)
      .filter((added) => added.task !== task.task)
      .map((added) => {
        const person = known.get(added.person);
        return { id: String(added.task), label: person === undefined ? added.person : label(person) };
      }),
    fills,
    shown: shownIn(state, task),
    missing: stillToFill(state, task).map(({ key }) => key),
    fillings: fillingsOf(state),
    corrects: offers.includes('SUPPLEMENT') ? correctable(state) : [],
    colleagues: namesPeople ? colleagues.map((person) => ({ id: person.id, label: label(person) })) : [],
  };
}

/** What the step asks for beside the link; talk, copies and questions need no more than it. */
export function askedBeside(visit: Visit): 'email+otp' | 'session' | null {
  const { state, task } = visit;
  return task.kind !== 'DECIDE' && isActive(task) ? null : askedBesideLink(state);
}

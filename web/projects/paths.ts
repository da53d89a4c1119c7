import { address } from '../app/address.ts';

/** What the board is narrowed to, how it is sorted, and whether it is shown by stage (`view=stages`). */
export type BoardQuery = {
  readonly q?: string;
  readonly programme?: string;
  readonly light?: string;
  readonly stage?: string;
  readonly manager?: string;
  readonly region?: string;
  readonly kind?: string;
  readonly path?: string;
  readonly status?: string;
  readonly sort?: string;
  readonly view?: string;
};
/** `tab`: absent is the overview. `act`: the form that is open. */
export type ProjectQuery = { readonly tab?: string; readonly act?: string };

export type StageQuery = { readonly act?: string; readonly tab?: string };

export const projectPaths = {
  projects: address<BoardQuery>()('/projects'),
  /** `takesOver`: `1` where things happened on paper before. */
  fresh: address<{ readonly programme?: string; readonly takesOver?: string }>()('/projects/new'),
  project: address<ProjectQuery>()('/projects/$code'),
  /** `stage`: `construction`. */
  stage: address<StageQuery>()('/projects/$code/stages/$stage'),
  /** Of a programme: its plan lists the projects, and is worked on as a stage is. */
  plan: address<StageQuery>()('/programmes/$code/development-plan'),
};

import { address } from '../app/address.ts';

/** The question as the API takes it (docs/openapi.json, /api/v1/audit/events); `after`: the page that follows an event. */
export type SearchQuery = {
  readonly programme?: string;
  readonly project?: string;
  readonly kind?: string;
  readonly stream?: string;
  readonly person?: string;
  readonly mentions?: string;
  readonly door?: string;
  readonly action?: string;
  readonly outcome?: string;
  readonly document?: string;
  readonly amountFrom?: string;
  readonly amountTo?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly order?: string;
};
/** `status`, `code`: narrow the list; `act`: the dialog that is open, of the finding `of`. */
export type FindingsQuery = { readonly project?: string; readonly status?: string; readonly code?: string };
/** `at`, `since`: days. */
export type AsOfQuery = { readonly project?: string; readonly stream?: string; readonly at?: string; readonly since?: string };
/** Of what a bundle is to be made; one of them. */
export type ExportsQuery = { readonly programme?: string; readonly project?: string; readonly stream?: string };
/** `stream`: one case of it, or of no project. */
export type StoryQuery = { readonly project?: string; readonly stream?: string };

export const auditPaths = {
  search: address<SearchQuery>()('/audit'),
  proof: address<{ readonly stream?: string; readonly version?: string }>()('/audit/proof'),
  findings: address<FindingsQuery>()('/audit/findings'),
  asOf: address<AsOfQuery>()('/audit/as-of'),
  exports: address<ExportsQuery>()('/audit/exports'),
  story: address<StoryQuery>()('/audit/story'),
  compare: address<{ readonly projects?: string }>()('/audit/compare'),
};

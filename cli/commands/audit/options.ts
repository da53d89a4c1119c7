/** What commands for auditors declare alike. */
import type { Command } from 'commander';
import type { SignIn } from '../../api-session.ts';
import { collect, LANG, SIGN_IN } from '../../declare.ts';

export const BY = ['--by <person>', 'who exports it; noted in the journal', 'operator'] as const;
export const KEY = ['--key <key>', 'public key, or a file of them; may be repeated', collect] as const;
export const OUTSIDE = ['--outside <file>', 'checkpoints that were kept elsewhere; may be repeated', collect] as const;
export type VerifyOptions = { readonly key?: readonly string[]; readonly outside?: readonly string[] };

/** What a search is about, as the API names it. */
export const ABOUT = [
  'programme',
  'project',
  'kind',
  'stream',
  'stage',
  'person',
  'mentions',
  'door',
  'action',
  'outcome',
  'document',
  'amountFrom',
  'amountTo',
  'from',
  'to',
  'text',
] as const;
export type About = SignIn & { readonly lang: string } & Partial<Record<(typeof ABOUT)[number], string>>;

export const withQuestion = (command: Command): Command =>
  command
    .option('--programme <code>', 'the programme')
    .option('--project <code>', 'the project')
    .option('--kind <kind>', 'approval, construction, journal, findings …')
    .option('--stream <case>', 'approval/QH-01.FSR')
    .option('--stage <stage>', 'APPROVALS, CONSTRUCTION …')
    .option('--person <id>', 'who acted, or on whose behalf')
    .option('--mentions <id>', 'whom it names otherwise')
    .option('--door <door>', 'link, api, mail, clock …')
    .option('--action <event>', 'DecisionMade, AttemptRefused, HistoryRead …')
    .option('--outcome <outcome>', 'APPROVE, REJECT, RED …')
    .option('--document <number>', 'document number or SHA-256')
    .option('--amount-from <fen>', '分, included')
    .option('--amount-to <fen>', '分, included')
    .option('--from <day>', 'a day or an instant, included')
    .option('--to <day>', 'a day or an instant, not included')
    .option('--text <words>', 'words, of two Chinese characters or more, wherever they stand')
    .option(...LANG)
    .option(...SIGN_IN);

/** As a query string, without what was not asked. */
export const queryOf = (asked: Partial<Record<string, unknown>>, fields: readonly string[]): string =>
  new URLSearchParams(fields.flatMap((field) => (typeof asked[field] === 'string' ? [[field, asked[field]]] : []))).toString();

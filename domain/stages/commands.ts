/**
 * What people may ask of a stage, told as data: what a command holds and who may send it. Its type, its schema
 * (api/schemas/) and its row of permission (permission/table.ts) are derived from it. Deliberately absent: any one stage's.
 */
import type { Context } from '../kernel/context.ts';
import type { FileRef } from '../kernel/file-ref.ts';
import { ROLE_PARTIES } from '../kernel/party.ts';
import { code, type Fields, type FieldsOf, line, list, optional, record, sha256 } from '../kernel/shape.ts';
import { has } from '../kernel/who-acts.ts';

/** MANAGER: of that project; the others hold a role in its programme. Each is a party of permission/table.ts. */
export type Sender = 'MANAGER' | keyof typeof ROLE_PARTIES;

/** Never there at run time: it carries a type. */
declare const adds: unique symbol;
/** `A`: what the API adds from the record before the command is sent, never taken from a client. */
export type CommandShape<F extends Fields = Fields, A extends object = object> = {
  readonly takes: F;
  readonly by: readonly Sender[];
  readonly [adds]?: A;
};
export type Commands = Readonly<Record<string, CommandShape>>;

/** What proves an act, 佐证材料: documents that were handed in before, referred to by their SHA-256. */
const files = optional(list(record({ title: line(200), sha256, paper: optional(code) }), { most: 20 }));
/** `paper`: which paper of the route that the act asks by (approval/papers.ts); absent: none of them. */
export type ProvingFile = FileRef & { readonly paper?: string };
/** Every act of a stage takes what proves it; one that says itself where its files belong keeps that. */
type Proven<F extends Fields> = F extends { readonly files: unknown } ? F : F & { readonly files: typeof files };

const sentBy =
  (...by: readonly Sender[]) =>
  <const F extends Fields>(takes: F): CommandShape<Proven<F>, Record<never, never>> => ({
    takes: { ...takes, files: takes.files ?? files } as unknown as Proven<F>, // the field is there in either case
    by,
  });
/** Sent by whoever runs the project: its manager, or the office for them. */
export const runs = sentBy('MANAGER', 'OFFICER');
/** Sent by the programme's office alone. */
export const office = sentBy('OFFICER');
/** Sent by the heads of the leading group alone. */
export const leads = sentBy('LEADER');
/** The same command, to which the API adds what stands in the record. */
export const completed =
  <A extends object>() =>
  <F extends Fields>({ takes, by }: CommandShape<F>): CommandShape<F, A> => ({ takes, by });

type Flat<T> = { [K in keyof T]: T[K] };
type Added<S> = S extends { readonly [adds]?: infer A } ? A : never;
/** The commands as `decide` meets them. */
export type CommandsOf<T extends Commands> = {
  [K in keyof T & string]: Flat<{ readonly type: K } & FieldsOf<T[K]['takes']> & Added<T[K]>>;
}[keyof T & string];

/** Whether one of a command's parties is whoever sends it, by their roles. The manager is known to the stage alone. */
export function isSender(commands: Commands, type: string, context: Context): boolean {
  const by: readonly Sender[] = Object.hasOwn(commands, type) ? (commands[type]?.by ?? []) : [];
  return by.some((sender) => sender !== 'MANAGER' && has(context, ...ROLE_PARTIES[sender]));
}

/** Whether it is sent by others than whoever runs the project: the office's or the leaders' alone. */
export const isOthers = (commands: Commands, type: string): boolean =>
  Object.hasOwn(commands, type) && commands[type]?.by.includes('MANAGER') === false;

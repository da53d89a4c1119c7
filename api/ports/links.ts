/** Links of mails: whose they are, and what the pages behind them need. */
import type { Relation } from '../../domain/permission/relation.ts';
import type { Link, LinkVisitNote } from '../../domain/views.ts';

export type Links = {
  /** With the state of its case and how its person stands to it; both null for a case that is not recorded. */
  findLink(hash: string): Promise<{ readonly link: Link; readonly state: object | null; readonly relation: Relation | null } | null>;
  /** By the address of its page, the first characters of its hash. */
  findLinkByPage(page: string): Promise<Link | null>;
  newestLinkOf(stream: string, task: number): Promise<Link | null>;
  /** False: there is no such link. */
  noteVisit(hash: string, visit: LinkVisitNote): Promise<boolean>;
  /** One try at the digits of a mail. WAIT: too soon after the one before. */
  takeTry(
    hash: string,
    isRight: boolean,
    limits: { readonly free: number; readonly apartSeconds: number; readonly most: number },
  ): Promise<'TAKEN' | 'WAIT'>;
  /** Null: it is not the code, or not any more. */
  matchCode(
    asked: { readonly purpose: 'PAGE' | 'REPLY'; readonly person: string; readonly stream?: string; readonly task?: number },
    typed: string,
  ): Promise<{
    readonly id: bigint;
    readonly stream: string;
    readonly task: number;
    readonly person: string;
    readonly seen: string;
    /** The one command that the code is good for; its recording uses the code up. */
    readonly commandId: string;
    readonly used: boolean;
  } | null>;
  /** For what can be used for nothing any more. False: it was used meanwhile. */
  spendCode(id: bigint): Promise<boolean>;
  /** What a command recorded; empty: nothing. */
  eventsOfCommand(stream: string, commandId: string): Promise<readonly { readonly type: string; readonly choice: string | null }[]>;
  storeForm(form: { readonly nonce: string; readonly link: string; readonly seen: string }): Promise<void>;
  isFormOpen(nonce: string, link: string): Promise<boolean>;
  consumeForm(nonce: string, link: string): Promise<{ readonly seen: string; readonly shownAt: Date } | null>;
};

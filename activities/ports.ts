/** What the activities need from the world, as they see it; the composition roots pass in what satisfies it. */
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import type { OwnedRequest } from '../domain/kernel/record.ts';

export type DeliveryReport = {
  readonly sent: number;
  readonly dropped: number;
  readonly failed: number;
  readonly waiting: number;
  /** People whose mail server will never take it; absent in what release 0.1.0 reported. */
  readonly bounced?: readonly { readonly person: string; readonly reply: string }[];
};
export type NoticeDelivery = { deliver(notices: readonly string[]): Promise<DeliveryReport> };

/** A command on its way to another case, with the id that makes it count once. */
export type CaseMessage = {
  readonly kind: 'start' | 'tell';
  readonly stream: string;
  readonly envelope: { readonly command: AnyCommand; readonly actor: Actor; readonly commandId: string };
};
/** False: there is nobody to tell any more. */
export type CasePost = {
  start(message: CaseMessage): Promise<boolean>;
  tell(message: CaseMessage): Promise<boolean>;
};

/** Stands before what is recorded and sent on. Errors: an ApplicationFailure of the type SEAL_INVALID, which is not tried again. */
export type EnvelopeGuard = {
  /** The request came from a workflow's own task, and its command from the workflow itself or from somebody of this house. */
  mustBeGenuine(request: OwnedRequest): Promise<void>;
  /** Asked by a workflow's own task, not by whoever can put work on the queue. */
  mustBeLocal(): void;
};

/** Where messages go that could not be delivered. */
export type MessagesAside = {
  /** Cases to which an earlier message still waits; later ones wait behind it. */
  blocked(): Promise<ReadonlySet<string>>;
  /** False: it could not be noted. */
  put(message: CaseMessage, reason: unknown): Promise<boolean>;
  /** Whether the record says that this case is over. */
  hasEnded(stream: string): Promise<boolean>;
};

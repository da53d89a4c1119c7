/**
 * The calls of one connection to Temporal, so that closing it ends them. Without this a call that a hanging server never
 * answers is waited for, and the client's timer that tries a call again finds the channel shut and throws where nobody
 * catches it. Deliberately absent: which calls are tried again (the client's own rules).
 */
import { InterceptingCall, type Interceptor, Metadata, status } from '@grpc/grpc-js';

type Call = ConstructorParameters<typeof InterceptingCall>[0];

const CLOSED = { code: status.CANCELLED, details: 'the connection to Temporal is being closed' };

/** Stands for a call that is not made any more: it ends at once, as one that was cancelled. */
class NoCall implements Call {
  start: Call['start'] = (_metadata, listener) =>
    process.nextTick(() => {
      listener?.onReceiveMessage?.(null);
      listener?.onReceiveStatus?.({ ...CLOSED, metadata: new Metadata() });
    });
  cancelWithStatus(): void {}
  getPeer = (): string => 'none';
  sendMessageWithContext(): void {}
  sendMessage(): void {}
  startRead(): void {}
  halfClose(): void {}
  getAuthContext = (): null => null;
}

export class OpenCalls {
  readonly #open = new Set<Call>();
  #ended = false;

  /** Belongs last among a connection's interceptors, so that each try of a call comes by. */
  readonly interceptor: Interceptor = (options, nextCall) => {
    if (this.#ended) return new InterceptingCall(new NoCall());
    const call = nextCall(options);
    this.#open.add(call);
    return new InterceptingCall(call, {
      start: (metadata, _listener, next) =>
        next(metadata, {
          onReceiveStatus: (told, pass) => {
            this.#open.delete(call);
            pass(told);
          },
        }),
    });
  };

  /** Ends what is under way, as cancelled; nothing is begun any more. */
  end(): void {
    this.#ended = true;
    for (const call of this.#open) call.cancelWithStatus(CLOSED.code, CLOSED.details);
    this.#open.clear();
  }
}

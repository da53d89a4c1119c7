/** A thing that keeps the service from starting, told to a person: what is wrong, and the way out. */
export class SetupError extends Error {
  readonly wayOut: string;
  constructor(what: string, wayOut: string) {
    super(what);
    this.name = 'SetupError';
    this.wayOut = wayOut;
  }
}

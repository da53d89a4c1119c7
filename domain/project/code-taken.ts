/** The recorder's refusal of a project's or a programme's code that is taken. Deliberately absent: how it is found out. */

/** Nothing was recorded. Streams are named by the project's code alone, so that code is one project for ever (docs/adr/0033). */
export class CodeTaken extends Error {
  constructor(code: string, programme: string, why: string) {
    super(`code ${code} must be new; ${why}, so programme ${programme} cannot take it`);
    this.name = 'CodeTaken';
  }
}

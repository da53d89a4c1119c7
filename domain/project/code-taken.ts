/** The recorder's refusal of a project's code that another programme has. Deliberately absent: how it is found out. */

/** Nothing was recorded. Streams are named by the project's code alone, so that code is one project for ever (docs/adr/0033). */
export class CodeTaken extends Error {
  constructor(code: string, programme: string, other: string) {
    super(`project code ${code} must be new; programme ${other} has a project of this code, so programme ${programme} cannot register it`);
    this.name = 'CodeTaken';
  }
}

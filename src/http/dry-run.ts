/**
 * Ends a dry run quietly: a write whose answer the handler needs was described instead of sent, so there is nothing to
 * go on with. Not an error: whoever runs handlers catches it and reports what was described.
 */
export class DryRunStop extends Error {
  constructor(label: string) {
    super(`Dry run: ${label} was not sent.`);
    this.name = "DryRunStop";
  }
}

/** The database can't be had, and trying again won't help: `message` is a sentence for the operator. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

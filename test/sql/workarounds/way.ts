/** A way around the workflow. */
export interface Way {
  readonly name: string;
  /** A login of its own, whose word about who acts counts for nothing. */
  readonly login?: string;
  /** Without a login: the superuser speaks for this person. */
  readonly actor?: string;
  /** The role that is taken; a login's own rights, or the superuser's, where none is. */
  readonly role?: string;
  /** `{requested}` stands for that request's id. */
  readonly sql: string | readonly string[];
  /** The SQLSTATEs that are right; undefined: it passes, and nothing comes of it. */
  readonly refused: string | undefined | readonly (string | undefined)[];
}

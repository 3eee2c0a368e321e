/**
 * Where secrets are kept that people write into the settings, such as a gateway's key. What stands in the table is a
 * reference, with which nobody who reads the table alone can do anything.
 */
export type Vault = {
  /** Keeps a secret under a reference of its own, which is answered; one kept before stays until it is forgotten. */
  keep(name: string, secret: string): Promise<string>;
  /** The secret; null when it is not here, as after a move to another machine. */
  open(name: string, reference: string): Promise<string | null>;
  /** Harmless when it is gone already. */
  forget(name: string, reference: string): Promise<void>;
};

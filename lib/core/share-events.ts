/** Links that show the status of a project without a sign-in; what opens them is nowhere in the record. */
export type ShareEvent = {
  readonly kind: "share.made" | "share.revoked";
  readonly shareId: string;
  readonly projectId: string;
  /** The project's number and name. */
  readonly project: string;
  /** For whom it is, as its maker wrote it. */
  readonly name: string;
  readonly hasMoney: boolean;
  readonly expiresAt: string;
};

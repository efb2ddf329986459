/** What a worker knows of the installation that mails are written for. */
export type Outside = {
  readonly address: string;
  readonly hasMailServer: boolean;
  linkTokenOf(companyId: string, linkId: string): string;
};

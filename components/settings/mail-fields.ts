import type { ProfileGroup } from "#components/settings/profile-group.ts";

/** What may be accepted with a link from a mail; the rest of what makes an item low risk is no setting (lib/core/mail-accept.ts). */
export const mailGroup: ProfileGroup = {
  title: "Accept from a mail",
  note: "Daily summaries and mails about returned items carry links that accept clean items of low risk. Whoever has such a mail can use its links.",
  fields: [
    {
      key: "acceptsByMail",
      label: "Links that accept",
      hint: "Only items without a finding, with one signature, of a vendor linked for a week or more, for a person with the right of their own.",
      input: { kind: "switch", on: "In mails to accountants", off: "None" },
    },
    {
      key: "mailAcceptMost",
      label: "Greatest amount",
      hint: "In the company's currency; negative amounts count without their sign.",
      input: { kind: "amount" },
    },
    {
      key: "mailAcceptTypes",
      label: "Record types",
      hint: "Those of which items may be accepted from a mail.",
      input: { kind: "types" },
    },
  ],
};

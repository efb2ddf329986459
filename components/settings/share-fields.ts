import type { ProfileGroup } from "#components/settings/profile-group.ts";

/** Whether people without a sign-in may see how far a project is, and where (docs/share.md). */
export const shareGroup: ProfileGroup = {
  title: "Links for outsiders",
  note: "Project managers and administrators make links on a project's page. Whoever has one sees its ladder, without names, vendors or documents.",
  fields: [
    {
      key: "statusLinks",
      label: "Links to a project's status",
      hint: "Turned off, every link shows nothing from that moment on; turned on again, those that are neither revoked nor over show it again.",
      input: { kind: "switch", on: "Can be made and opened", off: "None" },
    },
    {
      key: "statusFrames",
      label: "Sites that may frame it",
      hint: "With commas, like https://app.procore.com. Only these can show the card on their own pages; empty: nobody.",
      input: { kind: "text" },
    },
  ],
};

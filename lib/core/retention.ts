/**
 * How long is kept what is not part of the record, in days. The record itself, items, comments and their files are never removed.
 * Settings shows this list; the job mirror.prune keeps to it.
 */
export const retention = {
  notices: {
    label: "Notifications",
    days: 180,
    from: "after they were read",
    stays: "What somebody has not read yet, and what waits for their daily summary.",
  },
  mails: {
    label: "Mails",
    days: 180,
    from: "after they were written",
    stays: "What still waits to be sent.",
  },
  mailLinks: {
    label: "Links in mails that accept",
    days: 180,
    from: "after they ended",
    stays: "What they decided: it is in the record.",
  },
  shares: {
    label: "Links to the status of projects",
    days: 180,
    from: "after they ended",
    stays: "Who made and revoked them: it is in the record.",
  },
  deliveries: {
    label: "Webhook deliveries",
    days: 180,
    from: "after the event",
    stays: "What still waits to be delivered.",
  },
  causes: {
    label: "When causes began and ended",
    days: 400,
    from: "after the cause was over",
    stays: "Causes that are open.",
  },
  rows: {
    label: "Earlier values of rows of Sage",
    days: 400,
    from: "after they changed in Sage",
    stays: "What Sage shows now.",
  },
  unsentFiles: {
    label: "Files at comments that were not sent",
    days: 7,
    from: "after they were chosen",
    stays: "Files of every comment that was sent, until its writer removes them.",
  },
  tableFiles: {
    label: "Exported tables under Your files",
    days: 7,
    from: "after they were made, failed or were stopped",
    stays: "What waits or is being made. That it was exported, and by whom, stays in the history.",
  },
} as const satisfies Record<string, { label: string; days: number; from: string; stays: string }>;

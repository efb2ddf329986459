/** Refusals about comments, mails and webhooks; part of `refusals`. */
export const talkRefusals = {
  "comment.unknown": {
    sentence: "There is no such comment.",
    fix: "Reload the conversation; it may have been removed.",
  },
  "comment.not_yours": {
    sentence: "{who} wrote this comment.",
    fix: "Write a comment of your own below it.",
  },
  "comment.late": {
    sentence: "A comment can be changed or removed for {minutes} minutes; this one is older.",
    fix: "Write another comment that puts it right.",
  },
  "comment.reused": {
    sentence: "This comment was already sent with other words.",
    fix: "Reload the conversation, then write it again.",
  },
  "comment.mention": {
    sentence: "{who} may not read this item and cannot be mentioned.",
    fix: "Take the name out, or ask an administrator to add the person to the project.",
  },
  "webhook.unknown": {
    sentence: "There is no such webhook or delivery.",
    fix: "Reload the page; somebody may have changed the list.",
  },
  "webhook.no_key": {
    sentence: "This installation has no key (COUNTERSIGN_KEY) to make a webhook's secret from.",
    fix: "Whoever runs the installation sets it for the web, as for the worker.",
  },
  "mail.unknown": {
    sentence: "There is no such mail that failed or was kept.",
    fix: "Reload the page; it may be on its way already.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;

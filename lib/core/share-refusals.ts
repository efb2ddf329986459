/** Refusals of links to a project's status; part of `refusals`. A link that shows nothing does not say why. */
export const shareRefusals = {
  "share.nothing": {
    sentence: "This link shows nothing: it is incomplete, it has ended, or it was taken back.",
    fix: "Ask whoever gave it to you for another one.",
  },
  "share.pace": {
    sentence: "Too many links that lead nowhere were tried from here.",
    fix: "Wait {seconds} seconds and open the link again.",
  },
  "share.off": {
    sentence: "Your company shows the status of projects to nobody outside.",
    fix: "An administrator turns on “Links for outsiders” in Settings.",
  },
  "share.limit": {
    sentence: "This project has {count} open links, the most that it can have.",
    fix: "Revoke one that is not used any more.",
  },
  "share.gone": {
    sentence: "There is no such link, or it was revoked already.",
    fix: "Look at the list again; somebody may have changed it.",
  },
  "share.person": {
    sentence: "Only a person makes a link that shows a project.",
    fix: "Sign in and make it on the project's page.",
  },
} as const;

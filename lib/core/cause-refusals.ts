/** What gestures on causes refuse; part of `refusals`. */
export const causeRefusals = {
  "cause.unknown": {
    sentence: "This cause holds nothing up, and never did.",
    fix: "Look at the causes in Sync health; it may have other words now.",
  },
  "cause.owner": {
    sentence: "The person can see no causes: they are disabled, or neither accountant nor administrator.",
    fix: "Choose somebody of the list.",
  },
  "cause.moved": {
    sentence: "Somebody else gave this cause to {owner} since you looked; nothing was changed.",
    fix: "Look at it again before you give it to somebody.",
  },
  "cause.note": {
    sentence: "A mute needs a note: others have to know why the cause is not in the list.",
    fix: "Write why, for example who is working on it.",
  },
} as const;

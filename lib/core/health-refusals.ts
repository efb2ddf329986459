/** What gestures on causes and on changes in Sage refuse; part of `refusals`. */
export const healthRefusals = {
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
  "difference.none": {
    sentence: "Sage shows this record as it was accepted; there is nothing to answer.",
    fix: "Look at the item's record to see when it became equal.",
  },
  "difference.moved": {
    sentence: "Sage changed {number} again since you looked; nothing was answered.",
    fix: "Look at the columns again before you answer.",
  },
  "difference.note": {
    sentence: "Taking Sage's value needs a note: it stays different from what was accepted.",
    fix: "Write why the change in Sage is right.",
  },
} as const;

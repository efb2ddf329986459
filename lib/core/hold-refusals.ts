/** What is refused because a person holds an item, or because it cannot be held. */
export const holdRefusals = {
  "item.on_hold": {
    sentence: "{number} is held by a person; its record says until when.",
    fix: "Lift the hold first (H), then decide.",
  },
  "hold.event": {
    sentence: "{number} cannot be held for this. {problem}",
    fix: "Hold it until a time, or until somebody lifts it.",
  },
  "hold.sent": {
    sentence: "{number} was given to the sync client already and can no longer be held.",
    fix: "Wait for Sage's answer; a wrong document is undone by Unlink.",
  },
  "hold.none": { sentence: "{number} is not held any more.", fix: "Look at its record to see who lifted the hold." },
} as const;

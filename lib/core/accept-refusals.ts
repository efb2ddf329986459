/** Refusals around two signatures and those who stand in for others; `refusals` has them all. */
export const acceptRefusals = {
  "access.own_of_lender": {
    sentence: "{name}, for whom you stand in, sent or last edited this item.",
    fix: "An accountant with a right of their own has to decide on it.",
  },
  "accept.own_signature": {
    sentence: "You gave the first signature of {number}.",
    fix: "Another accountant gives the second; until then you can take yours back.",
  },
  "accept.same_hands": {
    sentence: "The first signature of {number} and this one would be of one pair of hands: {name} is in both.",
    fix: "An accountant who neither gave it nor stands in for who did gives the second.",
  },
  "accept.no_signature": {
    sentence: "{number} has no first signature of yours.",
    fix: "Look at the item again: it may have changed, or it was accepted.",
  },
  "accept.release_time": {
    sentence: "{at} is no time to release at: it has to lie ahead, and before the end of tomorrow ({limit}, {zone}).",
    fix: "Choose a time of today or tomorrow, or hold the items until a later day (H).",
  },
  "redate.date": {
    sentence: "“{date}” is not a date.",
    fix: "Give a day as year, month and day.",
  },
  "redate.closed": {
    sentence: "{date} lies in {period}, which is closed in {ledger}; nothing was changed.",
    fix: "{next}",
  },
  "redate.none": {
    sentence: "{number} has no accounting date: nothing of it is booked on a day.",
    fix: "Leave it as it is; it can be accepted with the others.",
  },
  "redate.blocked": {
    sentence: "The accounting date {date} was not set: {first}",
    fix: "Nothing of it was changed; accept it on another date.",
  },
  "run.moved": {
    sentence: "What is in view changed since you looked: it is {count} now, {amount}; nothing was accepted.",
    fix: "Look at the totals again, then accept.",
  },
  "run.empty": {
    sentence: "Nothing in this view can be accepted.",
    fix: "Look at the findings of the items, or choose another view.",
  },
  "run.too_many": {
    sentence: "This view has more than {most} items that wait for a decision, the most that one run accepts.",
    fix: "Narrow it by project, vendor or type, and accept it in parts.",
  },
  "run.under_way": {
    sentence: "Run {number} of {name} is under way; a company has one at a time.",
    fix: "Wait until it is over, or stop it on its page in Batches.",
  },
  "run.unknown": {
    sentence: "There is no such run.",
    fix: "It may belong to another company; go to Batches in the outbox.",
  },
  "run.over": {
    sentence: "Run {number} is over.",
    fix: "Take back its batches in the outbox, as long as they are not released.",
  },
  "rules.moved": {
    sentence: "Somebody else changed the accept rules since you looked, or proposed a change; nothing was saved.",
    fix: "Look at the rules again and change them then.",
  },
  "rules.second_admin": {
    sentence: "Whoever proposed a change of the accept rules does not confirm it.",
    fix: "Another administrator confirms it, or you withdraw it.",
  },
  "rules.settled": {
    sentence: "This change of the accept rules does not wait for a confirmation any more.",
    fix: "Look at the rules again: somebody settled it.",
  },
  "delegation.person": {
    sentence: "{name} cannot take part: {problem}.",
    fix: "Choose an accountant who can sign in.",
  },
  "delegation.other": {
    sentence: "You can let somebody stand in for yourself only.",
    fix: "An administrator does it for another person, and never for their own benefit.",
  },
  "delegation.chain": {
    sentence: "{name} lets {other} stand in on some of these days, and cannot stand in then.",
    fix: "Choose other days or another accountant: rights that were lent are not lent on.",
  },
  "delegation.overlap": {
    sentence: "{other} stands in for {name} on some of these days already.",
    fix: "End that delegation first, or choose other days.",
  },
  "delegation.over": {
    sentence: "This delegation is over.",
    fix: "Look at the list again; there is nothing to end.",
  },
} as const;

/** Refusals of the links in mails; part of `refusals`. A token that is not known learns nothing of any item. */
export const mailAcceptRefusals = {
  "mail_link.unknown": {
    sentence: "This link leads nowhere: it is incomplete, or it was made for something that is long over.",
    fix: "Open it again from the mail, whole; or open Countersign and sign in.",
  },
  "access.mail_link": {
    sentence: "Only the link from the mail opens this.",
    fix: "Open the item in Countersign, and accept it there.",
  },
  "mail_link.kept": {
    sentence: "This is the copy of a mail that Countersign keeps; only the mail that was sent has the link itself.",
    fix: "Open the item in Countersign.",
  },
  "mail_link.expired": {
    sentence: "This link to {number} ended at {when}: a link from a mail works for {hours} hours.",
    fix: "Open the item in Countersign; the next daily summary has a new link.",
  },
  "mail_link.other": {
    sentence: "This link was written to {name}, and you are signed in as {other}.",
    fix: "Decide in your own name in Countersign; nothing was decided here.",
  },
  "mail_link.off": {
    sentence: "Your company does not accept items from mails any more.",
    fix: "Open the item in Countersign.",
  },
  "mail_link.type": {
    sentence: "{number} is a {type}; your company does not accept these from mails.",
    fix: "Open the item in Countersign.",
  },
  "mail_link.amount": {
    sentence: "{number} is above {most}, the most that your company accepts from a mail.",
    fix: "Open the item in Countersign.",
  },
  "mail_link.finding": {
    sentence: "The checks have something to say about {number} now: {first}",
    fix: "Open the item in Countersign and look at its findings.",
  },
  "mail_link.second": {
    sentence: "{number} needs two signatures; none of them is given from a mail.",
    fix: "Open the item in Countersign.",
  },
  "mail_link.vendor": {
    sentence: "The vendor of {number} was linked to Sage less than {days} days ago, or its name changed since.",
    fix: "Open the item in Countersign and look at the vendor first.",
  },
  "mail_link.refused": {
    sentence: "{sentence}",
    fix: "{fix}",
  },
  "mail_link.closed": {
    sentence: "A link from a mail accepts one item and opens nothing else.",
    fix: "Sign in to Countersign.",
  },
  "mail_link.pace": {
    sentence: "Too many links that lead nowhere were tried from here.",
    fix: "Wait {seconds} seconds and open the link from the mail again.",
  },
} as const;

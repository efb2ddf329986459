/** Refusals about API tokens and the requests that carry one; part of `refusals`. */
export const tokenRefusals = {
  "token.missing": {
    sentence: "This address is for programs, and the request carries no API token.",
    fix: "Send the header “Authorization: Bearer <token>”; a token is made on the page API, in the menu under your name.",
  },
  "token.malformed": {
    sentence: "What the request carries is not an API token of this product.",
    fix: "Send the whole token after “Bearer”, as it was shown when it was made; it begins with cst_.",
  },
  "token.unknown": {
    sentence: "There is no such API token.",
    fix: "Check that the whole token is sent, and to the installation that made it; or make another one.",
  },
  "token.expired": {
    sentence: "The API token “{name}” ended at {when} (UTC).",
    fix: "Make another one on the page API, in the menu under your name.",
  },
  "token.revoked": {
    sentence: "The API token “{name}” was revoked by {who} at {when} (UTC).",
    fix: "Make another one on the page API, if the program may still ask.",
  },
  "token.person": {
    sentence: "{person}, in whose name the API token “{name}” asks, has no access to the company any more.",
    fix: "An administrator enables the person, or somebody else makes a token.",
  },
  "token.with_session": {
    sentence: "The request carries an API token and the cookie of a signed-in person.",
    fix: "Send the token alone.",
  },
  "token.closed": {
    sentence: "“{what}” is not open to API tokens: it is a person's alone.",
    fix: "Do it on the screen; /api/openapi.json lists what is open.",
  },
  "token.scope": {
    sentence: "The API token “{name}” was not given the right “{permission}”.",
    fix: "Make a token that has it; the rights of a token never change.",
  },
  "token.pace": {
    sentence: "The API token “{name}” may ask {most} times a minute, and did.",
    fix: "Wait {seconds} seconds; the header Retry-After says the same.",
  },
  "token.taken": {
    sentence: "You have an API token “{name}” already.",
    fix: "Choose another name, or revoke that one first.",
  },
  "token.limit": {
    sentence: "You have {count} API tokens, the most that one person can have.",
    fix: "Revoke one that is not used any more.",
  },
  "token.right": {
    sentence: "You cannot lend the right “{permission}”: you do not have it yourself.",
    fix: "Leave it out, or ask an administrator for it first.",
  },
  "token.not_yours": {
    sentence: "The API token “{name}” belongs to {person}.",
    fix: "Its person or an administrator revokes it.",
  },
  "token.gone": {
    sentence: "There is no such API token, or it was revoked already.",
    fix: "Reload the page; somebody may have changed the list.",
  },
  "door.unknown": {
    sentence: "There is no {door} “{name}”.",
    fix: "Check the address; /api/openapi.json lists every one.",
  },
  "request.json": {
    sentence: "The body of the request is not JSON.",
    fix: "Send one JSON object, as /api/openapi.json describes it.",
  },
  "request.type": {
    sentence: "The body of the request is not marked as JSON.",
    fix: "Send the header “Content-Type: application/json”.",
  },
  "request.too_large": {
    sentence: "The body of the request is larger than {most} KiB.",
    fix: "Divide it into several requests.",
  },
  "request.key": {
    sentence: "The header Idempotency-Key and {field} in the body differ.",
    fix: "Send one of the two, or the same in both.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;

import { describe, expect, test } from "vitest";
import type { Actor } from "#lib/core/actors.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import {
  isMailSized,
  keptAddress,
  type MailSubject,
  mayAcceptByMail,
  withoutTokens,
  withTokens,
} from "#lib/core/mail-accept.ts";
import { can } from "#lib/core/permissions.ts";

const policy = CompanyProfile.parse({ acceptsByMail: true, mailAcceptTypes: ["commitment"] });
const actor: Actor = {
  kind: "person",
  personId: "ada",
  name: "Ada Kline",
  roles: ["accountant"],
  grants: ["commitment"],
  projectIds: [],
};
const item: MailSubject = {
  ...{ number: "SC-1", recordType: "commitment", projectId: "p", amount: "5000.00", lane: "clean", note: null },
  ...{ isOnHold: false, ownPersonIds: [], isVendorSteady: true },
};
const codeOf = (over: Partial<MailSubject> = {}, who: Actor = actor, profile = policy) => {
  const may = mayAcceptByMail(profile, [], who, { ...item, ...over });
  return may.ok ? null : may.refusal.code;
};

test("nothing is accepted from a mail unless a company says so, and then up to an amount and of the types that it names", () => {
  const off = CompanyProfile.parse({});
  expect([off.acceptsByMail, off.mailAcceptTypes]).toEqual([false, []]);
  expect(codeOf({}, actor, off)).toBe("mail_link.off");
  expect(codeOf({}, actor, CompanyProfile.parse({ acceptsByMail: true }))).toBe("mail_link.type");
  expect(codeOf()).toBeNull();
});

describe("low risk is", () => {
  test.each<[string, Partial<MailSubject>, string | null]>([
    ["the limit to the cent", { amount: "5000.00" }, null],
    ["not a cent more", { amount: "5000.01" }, "mail_link.amount"],
    ["nor less than its negative", { amount: "-5000.01" }, "mail_link.amount"],
    ["a credit within it", { amount: "-5000.00" }, null],
    ["no warning", { lane: "look", note: "Close to the limit." }, "mail_link.finding"],
    ["no block", { lane: "blocked", note: "No vendor." }, "mail_link.finding"],
    ["not held", { isOnHold: true }, "item.on_hold"],
    ["no new vendor", { isVendorSteady: false }, "mail_link.vendor"],
    ["nobody's own item", { ownPersonIds: ["ada"] }, "access.own"],
    ["another one's item", { ownPersonIds: ["milo"] }, null],
  ])("%s", (_, over, code) => expect(codeOf(over)).toBe(code));

  test("one signature", () => {
    const rules = [{ recordType: null, projectId: null, atLeast: "4000.00" }];
    const may = mayAcceptByMail(policy, rules, actor, item);
    expect(may.ok ? null : may.refusal.code).toBe("mail_link.second");
    expect(mayAcceptByMail(policy, rules, actor, { ...item, amount: "3999.99" }).ok).toBe(true);
  });

  test("a right of one's own, not a lent one", () => {
    const lender = { personId: "bo", name: "Bo", grants: ["commitment"] };
    const delegate: Actor = { ...actor, grants: [], standsInFor: [lender] };
    expect(can(delegate, "export.decide", item).ok).toBe(true);
    expect(codeOf({}, delegate)).toBe("access.grant");
    expect(codeOf({}, { ...actor, roles: ["admin"] })).toBe("access.role");
  });
});

test("the impact of a change looks at size, type and lane alone", () => {
  expect(isMailSized(policy, item)).toBe(true);
  expect(isMailSized({ ...policy, mailAcceptMost: "4999.99" }, item)).toBe(false);
});

test("a link from a mail carries one right and no other", () => {
  const byLink: Actor = { ...actor, roles: ["accountant", "admin"], mailLink: "l" };
  expect(can(byLink, "export.decide", item).ok).toBe(true);
  for (const right of ["item.read", "inbox.read", "item.hold", "export.take_back", "settings.change"] as const)
    expect(can(byLink, right).ok).toBe(false);
});

describe("what is kept of a mail", () => {
  const id = "0b7e2d2e-1111-4222-8333-123456789abc";
  const kept = keptAddress("https://countersign.test.example", id);
  test("has a mark where the link is, and the mail that is sent its token", () => {
    expect(kept).toBe(`https://countersign.test.example/accept#link:${id}`);
    expect(withTokens(`x ${kept} y`, new Map([[id, "TOKEN"]]))).toBe(
      "x https://countersign.test.example/accept#TOKEN y",
    );
  });
  test("gets no token of a link that was not written into it, whoever writes its mark", () => {
    expect(withTokens(kept, new Map([["other", "TOKEN"]]))).toBe(kept);
  });
  test("nor what a mail server says of it", () => {
    const said = "554 refused: https://countersign.test.example/accept#TOKEN is on a list";
    expect(withoutTokens(said, new Map([[id, "TOKEN"]]))).not.toContain("TOKEN");
  });
});

import { describe, expect, test } from "vitest";
import { webhookEventIds } from "#lib/core/webhook-events.ts";
import { answerProblem, bodyOf, messageOf, retryAfter, shownAddress } from "#lib/core/webhook-forms.ts";

const item = {
  number: "SC-0001",
  title: "Fit-out <!channel> [x](javascript:alert(1)) & more",
  project: "24-01",
  erpId: "SC-0001",
  url: "https://countersign.test.example/items/1?a=1&b=2",
};

test("every event has a sentence that names the item", () => {
  const sentences = webhookEventIds.map((event) => messageOf(event, "Ada Kline", item, "USD 1.00").sentence);
  expect(new Set(sentences).size).toBe(webhookEventIds.length);
  expect(sentences.every((sentence) => sentence.includes("SC-0001"))).toBe(true);
});

describe("Slack", () => {
  const body = JSON.parse(bodyOf("slack", messageOf("item.accepted", "Ada <@U1>", item, "USD 3,501.00")));
  test("has a text and one section, with what people wrote escaped", () => {
    expect(body).toEqual({
      text: "Ada &lt;@U1&gt; accepted SC-0001",
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        {
          type: "section",
          text: {
            type: "mrkdwn",
            text: "*<https://countersign.test.example/items/1?a=1&amp;b=2|Ada &lt;@U1&gt; accepted SC-0001>*\nFit-out &lt;!channel&gt; [x](javascript:alert(1)) &amp; more · Project 24-01 · USD 3,501.00",
          },
        },
      ],
    });
  });
  test("stays within a section however long a title is", () => {
    const long = messageOf("item.sent", "&".repeat(500), { ...item, title: "<".repeat(9000) }, "USD 1.00");
    expect(JSON.parse(bodyOf("slack", long)).blocks[0].text.text.length).toBeLessThan(3000 + 1);
  });
});

test("Teams has one Adaptive Card whose words are text runs, and a way into Countersign", () => {
  const body = JSON.parse(bodyOf("teams", messageOf("export.failed", "", { ...item, project: null }, "USD 3,501.00")));
  expect(body.type).toBe("message");
  const [{ contentType, content }] = body.attachments;
  expect(contentType).toBe("application/vnd.microsoft.card.adaptive");
  expect(content.type).toBe("AdaptiveCard");
  const runs = content.body.map((block: { type: string; inlines: { type: string; text: string }[] }) => [
    ...[block.type, block.inlines[0]?.type, block.inlines[0]?.text],
  ]);
  expect(runs).toEqual([
    ["RichTextBlock", "TextRun", "SC-0001 failed to export"],
    ["RichTextBlock", "TextRun", item.title],
    ["RichTextBlock", "TextRun", "USD 3,501.00"],
  ]);
  expect(content.actions).toEqual([{ type: "Action.OpenUrl", title: "Open in Countersign", url: item.url }]);
});

describe("an answer", () => {
  test.each([
    ["slack", 200, "ok", null],
    ["slack", 200, "<html>", false],
    ["slack", 400, "invalid_payload", true],
    ["slack", 404, "no_service", true],
    ["slack", 429, "", null],
    ["slack", 500, "rollup_error", null],
    ["teams", 202, "", null],
    ["teams", 413, "", true],
    ["countersign", 400, "no", null],
  ] as const)("%s %i %s", (form, status, said, isFinal) => {
    expect(answerProblem(form, status, said)?.isFinal ?? null).toBe(isFinal);
  });
  test("says in its words what was answered", () => {
    expect(answerProblem("slack", 400, "invalid_payload\n")?.words).toContain("400, “invalid_payload”");
  });
  test.each([
    ["30", 30],
    ["0", 1],
    ["999999", 86_400],
    ["Tue, 01 Dec 2026 12:00:45 GMT", 45],
    ["soon", null],
    [undefined, null],
  ])("that asks to wait %s", (header, seconds) => {
    expect(retryAfter(header, Date.parse("2026-12-01T12:00:00Z"))).toBe(seconds);
  });
});

test("an address that is the key to a channel is not shown whole", () => {
  const url = "https://hooks.slack.com/services/T000/B000/secretwxyz";
  expect(shownAddress("slack", url)).toBe("https://hooks.slack.com/…wxyz");
  expect(shownAddress("teams", "https://x.example/workflows/1?sig=abcdefgh")).toBe("https://x.example/…efgh");
  expect(shownAddress("countersign", url)).toBe(url);
});

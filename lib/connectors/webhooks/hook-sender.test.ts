import { createServer, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPrivateAddress } from "#lib/connectors/private-address.ts";
import { hookSender, signatureOf } from "#lib/connectors/webhooks/hook-sender.ts";
import type { WebhookForm } from "#lib/core/webhook-forms.ts";

const seen: { request: IncomingMessage; body: string }[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    seen.push({ request, body });
    if (request.url === "/silent") return;
    const status = Number(request.url?.slice(1)) || 200;
    const headers = {
      ...(status === 302 ? { location: "/200" } : {}),
      ...(status === 429 ? { "retry-after": "90" } : {}),
    };
    response.writeHead(status, headers).end(request.url === "/ok" ? "ok" : "words");
  });
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const hook = (url: string, form: WebhookForm = "countersign") => {
  return { url, id: "d1", body: '{"a":1}', secret: "whsec_x", form };
};
const open = hookSender({ allowsPrivate: true, patienceMs: 1000 });
const guarded = hookSender({ allowsPrivate: false, patienceMs: 1000 });

describe("addresses inside a network", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "172.31.0.1",
    "192.168.1.1",
    "100.100.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "no address",
  ])("%s", (one) => expect(isPrivateAddress(one)).toBe(true));
  test.each(["1.1.1.1", "172.32.0.1", "2606:4700::1111"])("%s is not", (one) =>
    expect(isPrivateAddress(one)).toBe(false),
  );

  test("are refused, as numbers and as names, and so is plain http", async () => {
    const before = seen.length;
    expect(await guarded.send(hook(address))).toMatchObject({
      kind: "refused",
      words: expect.stringContaining("https://"),
    });
    for (const url of [
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://localhost/",
      "https://2130706433/",
      "https://0x7f.1/",
    ])
      expect([url, (await guarded.send(hook(url))).kind]).toEqual([url, "refused"]);
    expect(seen).toHaveLength(before);
  });
});

test("what is sent is signed with the time, and the signature is of this body alone", async () => {
  expect(await open.send(hook(`${address}/200`))).toEqual({ kind: "sent", status: 200 });
  const { request, body } = seen.at(-1) ?? {};
  const signature = String(request?.headers["countersign-signature"]);
  const seconds = Number(/^t=(\d+),v1=[0-9a-f]{64}$/.exec(signature)?.[1]);
  expect(Math.abs(Date.now() / 1000 - seconds)).toBeLessThan(60);
  expect(signature).toBe(signatureOf("whsec_x", seconds, body ?? ""));
  expect(signature).not.toBe(signatureOf("whsec_x", seconds, `${body} `));
  expect(signature).not.toBe(signatureOf("whsec_y", seconds, body ?? ""));
  expect(request?.headers["countersign-delivery"]).toBe("d1");
});

test("anything but a yes is tried again, silence too; a redirect is not followed", async () => {
  expect(await open.send(hook(`${address}/500`))).toMatchObject({ kind: "later", status: 500 });
  const before = seen.length;
  expect(await open.send(hook(`${address}/302`))).toMatchObject({ kind: "later", status: 302 });
  expect(seen).toHaveLength(before + 1);
  expect(await open.send(hook(`${address}/silent`))).toMatchObject({ kind: "later", status: null });
});

describe("a channel", () => {
  test("is not signed to, and its yes is one", async () => {
    expect(await open.send(hook(`${address}/202`, "teams"))).toEqual({ kind: "sent", status: 202 });
    expect(seen.at(-1)?.request.headers["countersign-signature"]).toBeUndefined();
  });
  test("of Slack says “ok”; another 200 is none, a final no is not asked again and says why", async () => {
    expect(await open.send(hook(`${address}/ok`, "slack"))).toEqual({ kind: "sent", status: 200 });
    expect(await open.send(hook(`${address}/200`, "slack"))).toMatchObject({ kind: "later", status: 200 });
    expect(await open.send(hook(`${address}/400`, "slack"))).toMatchObject({
      kind: "refused",
      words: expect.stringContaining("“words”"),
    });
    // Our own form is tried again whatever was said.
    expect(await open.send(hook(`${address}/400`))).toMatchObject({ kind: "later", status: 400 });
  });
  test("that asks to wait is heard", async () => {
    expect(await open.send(hook(`${address}/429`, "slack"))).toMatchObject({ kind: "later", afterSeconds: 90 });
    expect(await open.send(hook(`${address}/429`))).toMatchObject({ kind: "later", afterSeconds: 90 });
    expect(await open.send(hook(`${address}/500`, "slack"))).not.toHaveProperty("afterSeconds");
  });
});

import { expect, test } from "vitest";
import { mailOf } from "#lib/views/mail-words.ts";

const foot = [{ words: "How you are told", href: "https://x.example/notifications" }];

test("text and HTML say the same, with the link and what was written", () => {
  const mail = mailOf(
    "A subject",
    [{ words: "Ada commented", href: "https://x.example/items/1", quote: "one\ntwo" }],
    foot,
  );
  expect(mail.text).toContain("Ada commented\n  > one\n  > two\n  https://x.example/items/1");
  expect(mail.html).toContain('<a href="https://x.example/items/1">Ada commented</a>');
  expect(mail.html).toContain("one<br>two");
  expect(mail.text).toContain("https://x.example/notifications");
});

test("what people wrote is never markup, and a subject never begins another header", () => {
  const mail = mailOf(
    "Hello\r\nBcc: all@x.example",
    [{ words: "<img src=x>", quote: `"><script>alert(1)</script>` }],
    foot,
  );
  expect(mail.subject).toBe("Hello Bcc: all@x.example");
  expect(mail.html).not.toMatch(/<script|<img/);
  expect(mail.html).toContain("&lt;img src=x&gt;");
});

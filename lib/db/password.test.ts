import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "#lib/db/password.ts";

test("a password is known by its hash alone, whatever the spelling of its letters", async () => {
  const hash = await hashPassword("Zoë's ladder");
  expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
  expect(await verifyPassword("Zoe\u0308's ladder", hash)).toBe(true);
  expect(await verifyPassword("zoë's ladder", hash)).toBe(false);
  expect(await hashPassword("Zoë's ladder")).not.toBe(hash);
});

test("without a usable hash the answer is no, and it takes as long", async () => {
  const time = async (work: () => Promise<boolean>) => {
    const start = process.hrtime.bigint();
    expect(await work()).toBe(false);
    return Number(process.hrtime.bigint() - start);
  };
  const hash = await hashPassword("right");
  const wrong = Math.min(
    await time(() => verifyPassword("wrong", hash)),
    await time(() => verifyPassword("wrong", hash)),
  );
  for (const stored of [
    null,
    "",
    "plain",
    "scrypt$3$8$1$AAAA$AAAA",
    "scrypt$4194304$64$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
  ]) {
    expect(await time(() => verifyPassword("wrong", stored))).toBeGreaterThan(wrong / 4);
  }
});

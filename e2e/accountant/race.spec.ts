import { addGrant } from "#drizzle/factories/people.ts";
import { expect, test } from "../fixtures.ts";

test.use({ companyOptions: { profile: { undoSeconds: 600 } } });

test("of two accountants one wins, and the other is told who was first", async ({ company, as, owner }) => {
  await addGrant(owner, company.people.ungranted.id, company.id);
  const item = await company.item();
  const [ada, noel] = [await as("accountant"), await as("ungranted")];
  const [first, second] = [await ada.openItem(item), await noel.openItem(item)];
  await expect(second.button("Accept")).toBeEnabled();
  // Noel's screen does not look again before he decides.
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await noel.page.route("**/api/views/**", async (route) => {
    await gate;
    await route.continue();
  });
  await first.accept();
  await expect(first.word("Outbox")).toBeVisible();
  await second.accept();
  await expect(noel.page.getByText(/Ada Kline was first: the item is now “Outbox”/).first()).toBeVisible();
  letThrough();
  await expect(second.word("Outbox")).toBeVisible();

  const history = await ada.openHistory();
  await expect(history.event(`Accepted as ${item.contract.number}`)).toHaveCount(1);
});

test("a decision on a version that changed meanwhile is refused", async ({ company, as }) => {
  const item = await company.item();
  const answer = async (desk: Awaited<ReturnType<typeof as>>) => {
    const seen = { itemId: item.id, decisionId: crypto.randomUUID(), seenVersion: item.version - 1 };
    return await desk.page.evaluate(async (row) => {
      const response = await fetch("/api/commands/item.reject", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ rows: [row], reasons: ["title"], text: "" }),
      });
      return JSON.stringify(await response.json());
    }, seen);
  };
  const desk = await as("accountant");
  await desk.openInbox();
  expect(await answer(desk)).toContain('"isDone":false');
  const review = await desk.openItem(item);
  await expect(review.word("Ready to Export")).toBeVisible();
});

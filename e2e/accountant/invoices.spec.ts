import { expect, test } from "../fixtures.ts";
import { until } from "../support/until.ts";

test("a subcontractor invoice, accepted with its commitment, follows it to Sage", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const contract = await procore.contract(sample);
  const invoice = await procore.invoice(contract, ["1000.00", "2000.50"]);
  const { invoice_number: number } = invoice;
  const id = `${sample.vendors[0]?.sageVendor}/${number}`;
  const desk = await asSample("accountant");
  const first = await desk.openInbox(`?q=${contract.number}`);
  await (await first.moveTo(contract.number)).accept();
  const inbox = await desk.openInbox(`?tab=all&q=${number}`);
  const review = await inbox.moveTo(number);
  await expect(review.button("Accept")).toBeEnabled();
  await review.accept();
  await review.becomes("Synced");

  const effects = await sage.effects(id);
  expect(effects.map(({ kind, amount }) => [kind, amount])).toEqual([
    ["invoice.imported", "3000.50"],
    ["invoice.posted", "3000.50"],
  ]);
  const commitment = await sage.effects(contract.number);
  expect(Number(commitment.at(-1)?.id)).toBeLessThan(Number(effects[0]?.id));
  await until("Procore to carry the Sage id", async () => (await procore.originOf("requisitions", invoice)) === id);
});

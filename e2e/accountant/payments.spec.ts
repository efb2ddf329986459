import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { until } from "../support/until.ts";

test("a payment of a Synced invoice is keyed by a person and completes itself", async ({
  sample,
  asSample,
  procore,
  sage,
}) => {
  test.slow();
  const contract = await procore.contract(sample);
  const invoice = await procore.invoice(contract, ["1000.00", "2000.50"]);
  const payment = await procore.payment(contract, invoice, "2700.45");
  const { invoice_number: number } = invoice;
  const id = `${sample.vendors[0]?.sageVendor}/${number}`;
  const desk = await asSample("accountant");
  const first = await desk.openInbox(`?q=${contract.number}`);
  await (await first.moveTo(contract.number)).accept();
  const inbox = await desk.openInbox(`?tab=all&q=${number}`);
  const review = await inbox.moveTo(`#${payment.payment_number}`);
  await expect(review.finding(`Invoice ${number} is “Ready to Export”;`)).toBeVisible();
  await expect(review.button("Accept")).toBeDisabled();
  const billed = await inbox.moveTo(number);
  await eventually(billed.button("Accept")).toBeEnabled();
  await billed.accept();
  // The cursor went on.
  await inbox.moveTo(number);
  await billed.becomes("Synced");

  await inbox.moveTo(`#${payment.payment_number}`);
  await eventually(review.button("Accept")).toBeEnabled();
  await review.accept();
  await inbox.moveTo(`#${payment.payment_number}`);
  await eventually(review.exportBlock).toContainText("keyed in Sage");
  await review.show("Preview");
  const sheet = review.article.getByRole("region", { name: /^Entry sheet/ });
  const [year, month, day] = String(payment.date).split("-");
  const codes = { code_1: payment.check_number, code_2: `${month}/${day}/${year}` };
  for (const value of Object.values(codes)) await expect(sheet).toContainText(value);

  await sage.keyInvoiceCodes(id, codes);
  await review.becomes("Synced");
  expect((await sage.effects(id)).map(({ kind }) => kind)).toEqual([
    "invoice.imported",
    "invoice.posted",
    "invoice_codes.keyed",
  ]);
  const origin = `${id}/payment ${payment.id}`;
  await until(
    "Procore to carry the payment",
    async () => (await procore.originOf("contract_payments", payment)) === origin,
  );
});

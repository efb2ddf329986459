import { expect, test } from "../fixtures.ts";
import { eventually } from "../support/eventually.ts";
import { until } from "../support/until.ts";

test("an accepted commitment reaches Sage once and becomes Synced", async ({ sample, asSample, procore, sage }) => {
  const contract = await procore.contract(sample);
  const desk = await asSample("accountant");
  const inbox = await desk.openInbox(`?q=${contract.number}`);
  const review = await inbox.moveTo(contract.number);
  const shown = await review.previewText();

  const since = Date.now();
  await review.accept();
  await review.becomes("Synced");
  const seconds = (Date.now() - since) / 1000;
  console.info(`from Accept to Synced on the screen: ${seconds.toFixed(2)} s`);

  const effects = await sage.effects(contract.number);
  expect(effects.map((effect) => effect.kind)).toEqual(["commitment.imported", "commitment.posted"]);
  expect((await sage.commitments(contract.number)).map((row) => row.posted)).toEqual([true]);
  const file = shown.find((one) => one.name.endsWith(".jcc"));
  const imported = await sage.importedFile(effects[0]?.tag ?? "", "jcc");
  expect(`${file?.lines.join("\r\n")}\r\n`).toBe(imported);
  await until("Procore to carry the Sage id", async () => (await procore.read(contract)).origin_id === contract.number);

  await review.show("Record");
  await expect(review.timeline).toContainText("Accepted as");
  await eventually(review.timeline).toContainText(`Procore shows ${contract.number} as synced`);
});

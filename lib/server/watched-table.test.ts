import { expect, test } from "vitest";
import { readProgress } from "#lib/client/read-progress.ts";
import { watched } from "#lib/server/watched-table.ts";

const file = { name: "Inbox.csv", type: "text/csv", body: new TextEncoder().encode("a,b\r\n") };
const bodyOf = (response: Response) => response.body as ReadableStream<Uint8Array<ArrayBuffer>>;

test("the browser reads what the server writes: rows, then the file", async () => {
  const told: unknown[] = [];
  const response = watched(async (onRows) => {
    onRows(200, 300);
    onRows(300, 300);
    return file;
  });
  const made = await readProgress(bodyOf(response), (progress) => told.push(progress));
  expect([made?.name, await made?.file.text()]).toEqual(["Inbox.csv", "a,b\r\n"]);
  expect(told).toEqual([
    { rows: 200, of: 300 },
    { rows: 300, of: 300 },
  ]);
});

test("a problem after the first rows is told in words", async () => {
  const problem = { code: "table.too_long", sentence: "It has more than 50,000 rows.", fix: "Narrow the filter." };
  const response = watched(async (onRows) => {
    onRows(200, null);
    return Response.json(problem, { status: 409 });
  });
  await expect(readProgress(bodyOf(response), () => {})).rejects.toMatchObject(problem);
});

test("a table that is too long to be waited for is no file and no problem", async () => {
  expect(await readProgress(bodyOf(watched(async () => "long")), () => {})).toBeNull();
});

test("whoever makes it is told when nobody reads it any more", async () => {
  const answers: boolean[] = [];
  let goOn = (): void => {};
  const isLeft = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await new Promise<void>((ended) => {
    const response = watched(async (onRows) => {
      answers.push(onRows(200, null));
      await isLeft;
      answers.push(onRows(400, null));
      ended();
      return file;
    });
    void bodyOf(response).cancel().then(goOn);
  });
  expect(answers).toEqual([true, false]);
});

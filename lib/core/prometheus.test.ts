import { expect, test } from "vitest";
import { prometheusText } from "#lib/core/prometheus.ts";

test("a metric has its help, its type and a line for each sample", () => {
  const text = prometheusText([
    { name: "a_total", help: "How many.", samples: [{ labels: { company: "x", state: "held" }, value: 3 }] },
    { name: "b_seconds", help: "How long.", samples: [] },
  ]);
  expect(text).toBe(
    '# HELP a_total How many.\n# TYPE a_total gauge\na_total{company="x",state="held"} 3\n# HELP b_seconds How long.\n# TYPE b_seconds gauge\n',
  );
});

test("a label cannot end its line or its quotes, and what is no number is NaN", () => {
  const text = prometheusText([
    { name: "a", help: "h", samples: [{ labels: { name: 'x"} 1\nb{c="\\' }, value: Number.POSITIVE_INFINITY }] },
  ]);
  expect(text.split("\n")[2]).toBe('a{name="x\\"} 1\\nb{c=\\"\\\\"} NaN');
});

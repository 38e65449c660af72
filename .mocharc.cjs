// The tests run from the TypeScript source: Node strips the types, and `soarkit` resolves to src/ under this condition.
module.exports = {
  "node-option": ["conditions=soarkit-source", "disable-warning=ExperimentalWarning"],
  timeout: 20_000,
  reporter: "dot",
  // A test that skips itself, because this machine lacks a program, is a failure where everything must run.
  forbidPending: Boolean(process.env.CI),
};

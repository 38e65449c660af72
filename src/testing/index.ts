// What integration authors' tests import: `soarkit/testing`.
export {};

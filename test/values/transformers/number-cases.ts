import type { Cases } from "./apply.ts";

export const numberCases: Cases = {
  addition: [
    ["1", { by: "2" }, 3],
    [[0.1, 1], { by: 0.2 }, [0.3, 1.2]],
  ],
  subtraction: [[5, { by: 2 }, 3]],
  multiply: [["3", { by: 2 }, 6]],
  division: [[1, { by: 4 }, 0.25]],
  modulus: [[7, { by: 4 }, 3]],
  floor: [["1.9", {}, 1]],
  ceil: [[1.1, {}, 2]],
  round: [[[1.5, -1.5, 1.4], {}, [2, -2, 1]]],
  abs: [[-3, {}, 3]],
  precision: [["1.2345", { by: 2 }, 1.23]],
  toPercent: [[0.25, {}, "25%"]],
  quadraticEquation: [
    [1, { b: -3, c: 2 }, [2, 1]],
    [1, { b: 0, c: 0 }, [0]],
    [1, { b: 0, c: 1 }, []],
  ],
};

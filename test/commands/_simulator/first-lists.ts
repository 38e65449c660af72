// The lists and people that the tests of watchlists speak of, by their ids.
export const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
export const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
export const mara = "1190000000000000101";
export const piet = "1190000000000000102";
export const ilse = "1190000000000000103";

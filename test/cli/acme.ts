// A made-up vendor whose things have a state, as files of an integration.

export const ACME = `
commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration:
  - { name: url, display: Server URL, type: 0, required: true }
script:
  type: javascript
  script: "-"
  commands:
    - { name: acme-thing-list, description: Lists things. }
`;

export const CONNECT = `
export const connect = ({ params, http }) =>
  http({ baseUrl: params.url, auth: { kind: "none" }, userAgent: "Acme/1 (Acme; acme.test)" });
`;

export const LIST = `
const answer = { "~standard": { version: 1, vendor: "acme", validate: (value) => ({ value }) } };
export const run = async ({ client, signal }) => {
  const raw = await client.send({
    method: "GET", path: "/things", answer, known: { "things[].state": ["OPEN", "CLOSED"] }, signal,
  });
  return { readable: "Things.", raw };
};
`;
